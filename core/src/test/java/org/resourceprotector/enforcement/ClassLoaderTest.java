package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.sameInstance;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.glassfish.jersey.server.wadl.internal.WadlResource;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ApiToken;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.RuleProbe;
import org.resourceprotector.enforcement.ThrowawayLoader.Dropped;
import org.resourceprotector.enforcement.elsewhere.Disposable;
import org.resourceprotector.enforcement.elsewhere.DisposableRule;
import org.resourceprotector.runtime.BeanProxies;
import org.resourceprotector.runtime.QuarkusRequests;
import org.resourceprotector.runtime.RequestParameters;
import org.resourceprotector.token.Verdict;

/** Neither keeps a protector the classes of an application alive, nor a runtime's class a protector. */
class ClassLoaderTest {

    private final EndpointRules rules = RuleProbe.rules();
    private final AccessReport report = new AccessReport();
    private final Enforcer enforcer = new Enforcer(
            new Authenticator(
                    token -> Verdict.accepted(ApiToken.of("alice", "disposable below")),
                    100,
                    false,
                    RecordingListener.LOG),
            new ErrorResponses("api", (URI) null, Duration.ofSeconds(1)),
            new RecordingListener().alone());

    @Test
    void aProtectorKeepsNoApplicationAlive() throws Exception {
        Dropped application = useAndDrop();
        assertThat(application.isCollected(), is(true));
        assertThat(report.rows(), hasSize(2));
    }

    private Dropped useAndDrop() throws ReflectiveOperationException {
        ClassLoader loader = new ThrowawayLoader(Disposable.class.getName()::equals);
        Class<?> resource = Class.forName(Disposable.class.getName(), true, loader);
        assertThat(resource, is(not(sameInstance(Disposable.class))));
        Method method = resource.getMethod("get");
        Endpoint endpoint = rules.of(resource, method);
        assertThat(endpoint.declaredAt(), is("Disposable"));
        assertThat(rules.locators(resource), hasSize(1));
        assertThat(EndpointRules.onClass(resource), is(notNullValue()));
        Endpoint below =
                LocatorRules.behindAny(rules, List.of(resource), resource, endpoint, rules.ownPath(resource, method));
        assertThat(below.path(), is("/disposable/below"));
        report.add(endpoint);
        report.addCalled(below, resource, method);
        enforcer.enforce(new FakeRequest("GET", "disposable/below", resource, resource).bearer("any"), below);
        return new Dropped(loader);
    }

    @Test
    void aConditionKeepsNoApplicationAlive() throws Exception {
        assertThat(useConditionAndDrop().isCollected(), is(true));
        assertThat(report.rows(), hasSize(1));
    }

    private Dropped useConditionAndDrop() throws ReflectiveOperationException {
        ClassLoader loader = new ThrowawayLoader(name -> name.startsWith(DisposableRule.class.getName()));
        Class<?> resource = Class.forName(DisposableRule.class.getName(), true, loader);
        Endpoint endpoint = rules.of(resource, resource.getMethod("get"));
        assertThat(endpoint.rule().further().conditions(), hasSize(1));
        report.add(endpoint);
        FakeRequest request = new FakeRequest("GET", "disposable", resource).bearer("any");
        Enforcer.keepResource(request, endpoint, resource);
        enforcer.enforce(request, endpoint);
        assertThat(request.status(), is(200));
        return new Dropped(loader);
    }

    /** Meets, as part of a library that is thrown away, classes that stay. */
    public static final class MeetsClassesThatStay implements Runnable {

        @Override
        public void run() {
            EndpointRules own = new EndpointRules(true);
            for (Class<?> staying : new Class<?>[] {WadlResource.class, Stays.class, Runnable.class}) {
                for (Method method : staying.getDeclaredMethods()) {
                    own.of(staying, method);
                    own.ownPath(staying, method);
                }
                own.locators(staying);
                own.rootPath(staying);
                EndpointRules.onClass(staying);
                BeanProxies.isProxy(staying);
            }
            QuarkusRequests.mayWait(staying(ContainerRequestContext.class));
            QuarkusRequests.isOnEventLoop(staying(ResourceInfo.class));
            QuarkusRequests.hasWorkers(staying(ResourceInfo.class));
            RequestParameters.query(staying(UriInfo.class), "name");
        }

        /** An object of a runtime, whose class is in its loader. */
        private static <T> T staying(Class<T> type) {
            Object object = Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) ->
                            method.getReturnType() == MultivaluedMap.class ? new MultivaluedHashMap<>() : null);
            return type.cast(object);
        }
    }

    @Test
    void aClassOfARuntimeKeepsNoProtectorAlive() throws Exception {
        assertThat(useLibraryAndDrop().isCollected(), is(true));
    }

    private static Dropped useLibraryAndDrop() throws ReflectiveOperationException {
        ClassLoader loader = new ThrowawayLoader(
                name -> name.startsWith("org.resourceprotector.") && !name.equals(Stays.class.getName()));
        Class<?> library = Class.forName(MeetsClassesThatStay.class.getName(), true, loader);
        assertThat(library, is(not(sameInstance(MeetsClassesThatStay.class))));
        ((Runnable) library.getConstructor().newInstance()).run();
        return new Dropped(loader);
    }
}

package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.cdi.wrong.Beans;

/** What is refused when the container starts, with the place and what to write instead. */
@Tag("once")
class RefusalsTest {

    private static final String BEANS = "org.resourceprotector.cdi.wrong.Beans$";

    @Test
    void twoProtectors() {
        assertThat(
                Containers.refusal(Beans.GoodProducer.class, Beans.SecondProducer.class),
                allOf(
                        containsString(BEANS + "GoodProducer#protector"),
                        containsString(BEANS + "SecondProducer#second"),
                        containsString("ResourceProtector.with(first, second)")));
    }

    @Test
    void alternativeProtector_takesThePlaceOfTheOther() {
        try (WeldContainer container = Containers.of(Beans.GoodProducer.class, Beans.Replacing.class)) {
            assertThat(container.select(Findings.class).get().producer(), is(BEANS + "Replacing#replacing"));
        }
    }

    @Test
    void protectorThatGivesWayOnQuarkus_isNoSecondOne() {
        try (WeldContainer container = Containers.of(Beans.GoodProducer.class, Beans.GivingWay.class)) {
            assertThat(container.select(Findings.class).get().producer(), is(BEANS + "GoodProducer#protector"));
        }
        try (WeldContainer container = Containers.of(Beans.GivingWay.class)) {
            assertThat(container.select(Findings.class).get().producer(), is(BEANS + "GivingWay#givingWay"));
        }
    }

    @Test
    void protectorWithoutAScope() {
        assertThat(
                Containers.refusal(Beans.ProducerWithoutScope.class),
                allOf(
                        containsString(BEANS + "ProducerWithoutScope#protector"),
                        containsString("not @Dependent; write @Singleton beside @Produces")));
    }

    @Test
    void protectorThatWouldBeAProxy() {
        assertThat(
                Containers.refusal(Beans.ApplicationScopedProducer.class),
                allOf(
                        containsString(BEANS + "ApplicationScopedProducer#protector"),
                        containsString("not @ApplicationScoped; write @Singleton beside @Produces")));
    }

    @Test
    void validatorOfARequest() {
        assertThat(
                Containers.refusal(Beans.ValidatorOfARequest.class),
                allOf(
                        containsString(BEANS + "ValidatorOfARequest#validator: in @RequestScoped it would forget keys"),
                        containsString("write @Singleton or @ApplicationScoped")));
    }

    @Test
    void listenerOfARequest() {
        assertThat(
                Containers.refusal(Beans.ListenerOfARequest.class),
                containsString(BEANS + "ListenerOfARequest: in @RequestScoped it would forget what it has heard"));
    }

    @Test
    void protectedServiceMethod() {
        assertThat(
                Containers.refusal(Beans.ServiceMethod.class),
                allOf(
                        containsString(BEANS + "ServiceMethod#cancel: @Protected does nothing here"),
                        containsString("write it on the resource method that calls it")));
    }

    @Test
    void protectedServiceClass() {
        assertThat(
                Containers.refusal(Beans.ServiceClass.class),
                containsString(BEANS + "ServiceClass: @Protected does nothing here"));
    }

    @Test
    void protectedInterfaceOfAService() {
        assertThat(
                Containers.refusal(Beans.ServiceOfAnInterface.class),
                containsString(BEANS + "Cancels#cancel: @Protected does nothing here"));
    }

    @Test
    void protectedMethodThatAServiceInherits() {
        assertThat(
                Containers.refusal(Beans.ServiceBelow.class),
                containsString(BEANS + "ServiceAbove#cancel: @Protected does nothing here"));
    }

    @Test
    void protectedServiceThatIsProduced() {
        assertThat(
                Containers.refusal(Beans.ServiceProducer.class),
                containsString(BEANS + "ServiceAbove#cancel: @Protected does nothing here"));
    }

    @Test
    void methodOfAResourceThatIsNoResourceMethod() {
        assertThat(
                Containers.refusal(Beans.OtherMethodOfAResource.class),
                allOf(
                        containsString(BEANS + "OtherMethodOfAResource#cancel: @Protected does nothing here"),
                        not(containsString("#get"))));
    }

    @Test
    void overloadOfAResourceMethodThatIsNone() {
        assertThat(
                Containers.refusal(Beans.Overloaded.class),
                containsString(BEANS + "Overloaded#get: @Protected does nothing here"));
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThat(
                Containers.refusal(
                        Beans.ServiceMethod.class, Beans.ServiceClass.class, Beans.ProducerWithoutScope.class),
                allOf(
                        containsString("ServiceMethod#cancel"),
                        containsString("ServiceClass:"),
                        containsString("ProducerWithoutScope#protector")));
    }

    @Test
    void tokenInABeanOfAllRequests() {
        assertThat(
                Containers.refusal(Beans.KeepsAToken.class),
                allOf(
                        containsString(BEANS + "KeepsAToken#first: this bean may outlive the request"),
                        containsString("inject CurrentToken, or make the bean @RequestScoped")));
    }

    @Test
    void tokenAsAFieldOfAResource() {
        assertThat(
                Containers.refusal(Beans.ResourceOfARequest.class),
                allOf(
                        containsString(BEANS + "ResourceOfARequest#word: runtimes make a resource before the token"),
                        containsString("inject CurrentToken or Instance<Word>")));
    }

    @Test
    void tokenInAResource_isNotSentToAScopeRefusedThere() {
        assertThat(
                Containers.refusal(Beans.ResourceOfAllRequests.class),
                allOf(
                        containsString("would show it to other callers; inject CurrentToken"),
                        containsString("once for each request; inject CurrentToken"),
                        not(containsString("@RequestScoped"))));
    }

    @Test
    void optionalTokenInADependentBean() {
        assertThat(
                Containers.refusal(Beans.MayKeepAToken.class),
                allOf(
                        containsString(BEANS + "MayKeepAToken#"),
                        containsString("inject CurrentToken, or make the bean @RequestScoped")));
    }

    @Test
    void producedTypeWithAMethodOfAClassThatIsAbsent_isLeftAlone() throws ClassNotFoundException {
        Class<?> producer = new Without(Beans.Absent.class, Beans.Foreign.class, Beans.ForeignProducer.class)
                .loadClass(Beans.ForeignProducer.class.getName());
        try (WeldContainer container = Containers.of(Beans.GoodProducer.class, producer)) {
            assertThat(container.select(Findings.class).get().producer(), is(BEANS + "GoodProducer#protector"));
        }
    }

    @Test
    void optionalTokenInAnInterceptor() {
        assertThat(
                Containers.refusal(Beans.InterceptorWithAToken.class),
                containsString(BEANS + "InterceptorWithAToken#first: this bean may outlive the request"));
    }

    @Test
    void tokensThatWouldPileUpInABean() {
        assertThat(
                Containers.refusal(Beans.KeepsWhatItAsksFor.class),
                allOf(
                        containsString(BEANS + "KeepsWhatItAsksFor#word: what is taken from it is kept"),
                        containsString("inject CurrentToken, or make the bean @RequestScoped")));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Beans.GoodProducer.class,
                Beans.Listener.class,
                Beans.Resource.class,
                Beans.GenericResource.class,
                Beans.OverridingResource.class,
                Beans.SubResource.class,
                Beans.SubResourceBelow.class,
                Beans.ResourceProducer.class,
                Beans.BoundFilter.class,
                Beans.AsksForTokens.class,
                Beans.OfAllRequests.class,
                Beans.KeepsItsToken.class
            })
    void whatIsAsItShouldBe_isNotRefused(Class<?> bean) {
        try (WeldContainer container = Containers.of(bean)) {
            assertThat(container.isRunning(), is(true));
        }
    }

    @Test
    void applicationsOwnBeanOfATokenIsItsOwnAffair() {
        try (WeldContainer container = Containers.of(Beans.OwnWay.class, Beans.OwnWay.Taker.class)) {
            assertThat(container.select(Beans.OwnWay.Taker.class).get().name(), is("own"));
        }
    }

    /** Loads classes anew, where one that they know is not there. */
    private static final class Without extends ClassLoader {

        private final Class<?> absent;
        private final List<Class<?>> anew;

        Without(Class<?> absent, Class<?>... anew) {
            super(RefusalsTest.class.getClassLoader());
            this.absent = absent;
            this.anew = List.of(anew);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(absent.getName())) {
                throw new ClassNotFoundException(name);
            }
            if (anew.stream().noneMatch(type -> type.getName().equals(name))) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file =
                    Objects.requireNonNull(getParent().getResourceAsStream(name.replace('.', '/') + ".class"))) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}

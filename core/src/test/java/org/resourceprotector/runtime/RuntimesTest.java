package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.glassfish.hk2.api.ProxyCtl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which classes can stand for others, and what is behind them. */
class RuntimesTest {

    interface Greeting {

        String greet(String name);

        default String twice(String name) {
            return greet(greet(name));
        }
    }

    static class Written implements Greeting {

        @Override
        public String greet(String name) {
            return name;
        }
    }

    private static Object proxy(Class<?>... interfaces) {
        return Proxy.newProxyInstance(
                RuntimesTest.class.getClassLoader(), interfaces, (proxy, method, arguments) -> null);
    }

    @Test
    void interfacesAbstractClassesAndProxies_hideAnImplementation() {
        Greeting lambda = name -> name;
        assertThat(Runtimes.hidesImplementation(Greeting.class), is(true));
        assertThat(Runtimes.hidesImplementation(AbstractList.class), is(true));
        assertThat(Runtimes.hidesImplementation(proxy(Greeting.class).getClass()), is(true));
        assertThat(Runtimes.hidesImplementation(Written.class), is(false));
        assertThat(Runtimes.hidesImplementation(lambda.getClass()), is(false));
    }

    @Test
    void methodsOfInterfaces_areGeneratedInProxies() throws Exception {
        Class<?> generated = proxy(Greeting.class, Runnable.class).getClass();
        Method greet = Greeting.class.getMethod("greet", String.class);
        assertThat(Runtimes.isGenerated(generated, greet), is(true));
        assertThat(Runtimes.isGenerated(generated, generated.getMethod("greet", String.class)), is(true));
        assertThat(Runtimes.isGenerated(generated, Runnable.class.getMethod("run")), is(true));
        assertThat(Runtimes.isGenerated(Written.class, greet), is(false));
        assertThat(Runtimes.isGenerated(Written.class, Written.class.getMethod("greet", String.class)), is(false));
    }

    @Test
    void ancestor_isFoundByItsNameAtAnyHeight() {
        assertThat(Runtimes.ancestor(ArrayList.class, "java.util.AbstractList"), is(AbstractList.class));
        assertThat(Runtimes.ancestor(ArrayList.class, "java.util.Collection"), is(Collection.class));
        assertThat(Runtimes.ancestor(ArrayList.class, "java.util.ArrayList"), is(ArrayList.class));
        assertThat(Runtimes.ancestor(ArrayList.class, "java.util.Map"), is(nullValue()));
    }

    @Test
    void unknownRuntime_tellsNothingOfWhatItMatched() {
        MatchedRequests unknown = Runtimes.of(UriInfo.class);
        UriInfo uri = (UriInfo) proxy(UriInfo.class);
        assertThat(unknown.locators(uri), is(nullValue()));
        assertThat(unknown.implementation(Written.class), is(nullValue()));
        assertThat(unknown.bindsBelowRoot(), is(false));
        assertThat(unknown.owners(uri).isEmpty(), is(true));
        assertThat(unknown.mayStandForBean(Written.class), is(false));
        assertThat(unknown.isProduced(Written.class), is(false));
        assertThat(unknown.beanOf(Written.class), is(nullValue()));
    }

    /** A proxy as HK2 makes it. */
    static class OfHk2 extends Written implements ProxyCtl {

        private final @Nullable Object bean;

        OfHk2(@Nullable Object bean) {
            this.bean = bean;
        }

        @Override
        public @Nullable Object __make() {
            return bean;
        }
    }

    @Test
    void behindProxyOfContainer_isItsBean() {
        assertThat(BeanProxies.isProxy(OfHk2.class), is(true));
        assertThat(BeanProxies.isProxy(Written.class), is(false));
        assertThat(BeanProxies.isOfWeld(OfHk2.class), is(false));
        assertThat(Runtimes.of(UriInfo.class).mayStandForBean(OfHk2.class), is(true));
        assertThat(BeanProxies.classOf(new Written()), sameInstance(Written.class));
        assertThat(BeanProxies.classOf(new OfHk2("bean")), sameInstance(String.class));
        assertThat(BeanProxies.classOf(new OfHk2(new OfHk2("bean"))), sameInstance(String.class));
        assertThat(BeanProxies.classOf(OfHk2.class), sameInstance(OfHk2.class));
        assertThrows(NullPointerException.class, () -> BeanProxies.classOf(new OfHk2(null)));
    }

    @Test
    void proxiesOfProxies_end() {
        Object bean = "bean";
        for (int i = 0; i < 15; i++) {
            bean = new OfHk2(bean);
        }
        assertThat(BeanProxies.classOf(bean), sameInstance(String.class));
        Object deeper = new OfHk2(bean);
        assertThrows(IllegalStateException.class, () -> BeanProxies.classOf(deeper));
    }

    /** A bean of a request, and there is none. */
    @Test
    void beanThatSpringCannotMake_isAsDeclaredAtTheStartOnly() {
        EngineClasses spring = EngineClasses.of(
                "package org.springframework.aop; public interface TargetSource { Object getTarget() throws Exception;"
                        + " void releaseTarget(Object target) throws Exception; Class<?> getTargetClass(); }",
                "package org.springframework.aop.framework;"
                        + " public interface Advised { org.springframework.aop.TargetSource getTargetSource(); }",
                "package made; public class Scoped implements org.springframework.aop.framework.Advised,"
                        + " org.springframework.aop.TargetSource { private final Class<?> declared;"
                        + " public Scoped(Class<?> declared) { this.declared = declared; }"
                        + " public org.springframework.aop.TargetSource getTargetSource() { return this; }"
                        + " public Object getTarget() { throw new IllegalStateException(\"no request\"); }"
                        + " public void releaseTarget(Object target) {}"
                        + " public Class<?> getTargetClass() { return declared; } }");
        Object declared = spring.make("made.Scoped", Written.class);
        assertThat(BeanProxies.classAtStart(declared), sameInstance(Written.class));
        assertThrows(IllegalStateException.class, () -> BeanProxies.classOf(declared));
        Object unknown = spring.make("made.Scoped", new Object[] {null});
        assertThat(
                assertThrows(IllegalStateException.class, () -> BeanProxies.classAtStart(unknown))
                        .getMessage(),
                is("no request"));
    }

    @Test
    void accessor_handsOnWhatTheMethodAnswersAndThrows() throws Exception {
        Accessor size = Accessor.of(List.class, "size");
        assertThat(size.get(List.of("a", "b"), Integer.class), is(2));
        Accessor first = Accessor.of(List.class, "get", int.class, 0);
        assertThat(first.get(List.of("a", "b")), is("a"));
        assertThrows(IndexOutOfBoundsException.class, () -> first.get(List.of()));
        assertThrows(ClassCastException.class, () -> first.get(List.of("a"), Integer.class));
        List<Object> nothing = new ArrayList<>();
        nothing.add(null);
        assertThat(
                assertThrows(NullPointerException.class, () -> first.get(nothing, String.class))
                        .getMessage(),
                is("the runtime did not tell how it matched a request"));
        Accessor failing = Accessor.of(Callable.class, "call");
        Callable<Object> checked = () -> {
            throw new IOException("checked");
        };
        assertThat(
                assertThrows(IllegalStateException.class, () -> failing.get(checked))
                        .getMessage(),
                is("the runtime failed to tell how it matched a request"));
        assertThat(
                Accessor.ofStatic(getClass().getClassLoader(), "java.lang.System", "lineSeparator")
                        .get(null),
                is(System.lineSeparator()));
        assertThrows(NoSuchMethodException.class, () -> Accessor.of(List.class, "count"));
    }

    private static final Class<?> RESTEASY = EngineClasses.named("org.jboss.resteasy.core.Context");
    private static final Class<?> QUARKUS = EngineClasses.named("org.jboss.resteasy.reactive.server.Context");
    private static final Class<?> CXF = EngineClasses.named("org.apache.cxf.jaxrs.Context");
    private static final Class<?> JERSEY = EngineClasses.named("org.glassfish.jersey.server.Context");

    @SuppressWarnings("unchecked") // only its name is looked at
    private static <T> Class<? extends T> as(Class<?> named) {
        return (Class<? extends T>) named;
    }

    @Test
    void runtimes_areToldByTheNamesOfTheirClasses() {
        assertThat(Runtimes.isCxf(as(CXF)), is(true));
        assertThat(Runtimes.isCxf(as(RESTEASY)), is(false));
        assertThat(Runtimes.ignoresNestedFeatures(as(QUARKUS)), is(true));
        assertThat(Runtimes.ignoresNestedFeatures(as(RESTEASY)), is(false));
        assertThat(JerseyModel.isJersey(JERSEY), is(true));
        assertThat(JerseyModel.isJersey(CXF), is(false));
        assertThat(Runtimes.served(as(RESTEASY), Written.class), sameInstance(Written.class));
        assertThat(Runtimes.served(as(QUARKUS), Written.class), sameInstance(Written.class));
    }

    @Test
    void filtersThatAreRegistered_areToldByTwoRuntimes() {
        assertThat(Runtimes.tellsFilters(as(RESTEASY)), is(true));
        assertThat(Runtimes.tellsFilters(as(JERSEY)), is(true));
        assertThat(Runtimes.tellsFilters(as(QUARKUS)), is(false));
        assertThat(Runtimes.tellsFilters(as(CXF)), is(false));
        assertThat(
                Runtimes.tellsFilters(
                        as(EngineClasses.named("org.glassfish.jersey.server.model.ResourceMethodConfig"))),
                is(false));
    }

    @Test
    void serverForVertx_isToldOfResteasyOnly() {
        String handler = "package org.jboss.resteasy.plugins.server.vertx; public class VertxRequestHandler {}";
        EngineClasses vertx = EngineClasses.of(
                handler,
                "package org.jboss.resteasy.core; public class Context {}",
                "package org.jboss.resteasy.reactive; public class Reactive {}",
                "package org.apache.cxf; public class Other {}");
        assertThat(Runtimes.hasVertx(as(vertx.get("org.jboss.resteasy.core.Context"))), is(true));
        assertThat(Runtimes.hasVertx(as(vertx.get("org.jboss.resteasy.reactive.Reactive"))), is(false));
        assertThat(Runtimes.hasVertx(as(vertx.get("org.apache.cxf.Other"))), is(false));
        assertThat(Runtimes.hasVertx(as(RESTEASY)), is(false));
    }

    /** Has what the platform says of a class that it made of interfaces, and a file. */
    static class Extended extends Written {}

    @Test
    void methodsThatAClassWithFileHas_areNotGenerated() throws Exception {
        Method greet = Greeting.class.getMethod("greet", String.class);
        assertThat(Runtimes.isGenerated(Extended.class, greet), is(false));
        EngineClasses generated = EngineClasses.of(
                "package org.resourceprotector.made; public class Own { public String greet(String name) { return"
                        + " name; } }");
        Class<?> own = generated.get("org.resourceprotector.made.Own");
        assertThat(Runtimes.isGenerated(own, own.getMethod("greet", String.class)), is(false));
    }

    /** Public, for what is made of it. */
    public interface Business {

        /** Answers. */
        String answer(String to);
    }

    /** Public, with a file, and with the method of an interface. */
    public static class Base implements Business {

        @Override
        public String answer(String to) {
            return to;
        }
    }

    /** Public, with a file, and with an interface that it leaves to others. */
    public abstract static class Unanswered implements Business {}

    @Test
    void methodOfGeneratedClass_isGeneratedUnlessOneWithFileHasIt() throws Exception {
        String here = "package org.resourceprotector.runtime; public class ";
        EngineClasses made = EngineClasses.of(
                here + "Implements implements RuntimesTest.Business {"
                        + " public String answer(String to) { return to; } public String other() { return null; } }",
                here + "Inherits extends RuntimesTest.Base {}",
                here + "Overrides extends RuntimesTest.Base {" + " public String answer(String to) { return to; } }",
                here + "Above extends Implements {}");
        Method answer = Business.class.getMethod("answer", String.class);
        assertThat(isGenerated(made, "Implements", "answer", String.class), is(true));
        assertThat(Runtimes.isGenerated(made.get("org.resourceprotector.runtime.Implements"), answer), is(true));
        assertThat(isGenerated(made, "Implements", "other"), is(false));
        assertThat(isGenerated(made, "Above", "answer", String.class), is(true));
        assertThat(isGenerated(made, "Inherits", "answer", String.class), is(false));
        assertThat(Runtimes.isGenerated(made.get("org.resourceprotector.runtime.Inherits"), answer), is(false));
        assertThat(isGenerated(made, "Overrides", "answer", String.class), is(false));
    }

    private static boolean isGenerated(EngineClasses made, String type, String method, Class<?>... parameters)
            throws NoSuchMethodException {
        Class<?> generated = made.get("org.resourceprotector.runtime." + type);
        return Runtimes.isGenerated(generated, generated.getMethod(method, parameters));
    }

    /** Shows what it has. */
    public static class Open {

        /** What it has. */
        public final String shown = "shown";
    }

    @Test
    void fields_areRead() throws Exception {
        assertThat(Accessor.ofHiddenField(OfHk2.class, "bean").get(new OfHk2("bean")), is("bean"));
        assertThat(Accessor.ofField(Open.class, "shown").get(new Open()), is("shown"));
        assertThrows(NoSuchFieldException.class, () -> Accessor.ofHiddenField(OfHk2.class, "other"));
    }

    @Test
    void classThatIsGeneratedForInterfaces_hidesAnImplementation() {
        EngineClasses made = EngineClasses.of("package made; public class Switch {"
                + " public int of(Thread.State state) { switch (state) { case NEW: return 1; default: return 2; } } }");
        Class<?> generated = made.get("made.Switch$1");
        assertThat(generated.isSynthetic(), is(true));
        assertThat(Runtimes.hidesImplementation(generated), is(true));
        assertThat(Runtimes.hidesImplementation(made.get("made.Switch")), is(false));
    }

    private static UriInfo matched(Object... resources) {
        return (UriInfo) Proxy.newProxyInstance(
                RuntimesTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> List.of(resources));
    }

    @Test
    void resteasyOfAnotherVersion_tellsNothingOfLocators() {
        MatchedRequests resteasy = Runtimes.of(as(EngineClasses.named("org.jboss.resteasy.specimpl.ResteasyUriInfo")));
        assertThat(resteasy.locators(matched("root")), is(List.of()));
        assertThrows(IllegalStateException.class, () -> resteasy.locators(matched("behind", "root")));
    }

    @Test
    void quarkus_tellsOfBeansAndNotOfLocators() {
        assertThat(Runtimes.of(as(QUARKUS)).getClass(), sameInstance(QuarkusBeans.class));
        assertThat(Runtimes.of(as(JERSEY)).locators(matched()), is(nullValue()));
    }

    @Test
    void quarkusWithoutAContainer_tellsNoClass() {
        MatchedRequests quarkus = Runtimes.of(as(QUARKUS));
        assertThat(quarkus.isProduced(Written.class), is(true));
        assertThat(quarkus.beanOf(Written.class), is(nullValue()));
        assertThat(QuarkusBeans.isOfAnyClass(Written.class), is(true));
        assertThat(QuarkusBeans.classOf(Written.class), is(Written.class));
    }
}

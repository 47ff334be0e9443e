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
}

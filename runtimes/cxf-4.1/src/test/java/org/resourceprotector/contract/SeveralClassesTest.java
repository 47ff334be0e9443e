package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.apache.cxf.jaxrs.lifecycle.ResourceProvider;
import org.apache.cxf.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** A resource provider that hands out instances of several classes: the rules of the one that runs hold. */
class SeveralClassesTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("/turns")
    public static class Plain {
        @GET
        public String get() {
            return Ran.here("turns/plain");
        }

        @Path("sub")
        public Sub sub() {
            return new Sub();
        }
    }

    /** Has rules of its own. */
    public static class Closed extends Plain {
        @Override
        @Protected("profile")
        public String get() {
            return Ran.here("turns/closed");
        }

        @Override
        @Protected("profile")
        public Sub sub() {
            return super.sub();
        }
    }

    public static class Sub {
        @GET
        public String get() {
            return Ran.here("turns/sub");
        }

        @Path("sub")
        public Sub sub() {
            return new Sub();
        }
    }

    /** Hands out what it is told to, in this order. */
    private static final class Turns implements ResourceProvider {

        private final Deque<Supplier<Object>> turns = new ArrayDeque<>();
        private final List<Object> inUse = new ArrayList<>();
        private final boolean isSingleton;

        Turns(boolean isSingleton) {
            this.isSingleton = isSingleton;
        }

        Turns next(Supplier<Object> made) {
            turns.add(made);
            return this;
        }

        @Override
        public synchronized Object getInstance(Message message) {
            Object made = message == null || turns.isEmpty()
                    ? new Plain()
                    : turns.remove().get();
            if (message != null) {
                inUse.add(made);
            }
            return made;
        }

        @Override
        public synchronized void releaseInstance(Message message, Object instance) {
            inUse.removeIf(used -> used == instance);
        }

        @Override
        public Class<?> getResourceClass() {
            return Plain.class;
        }

        @Override
        public boolean isSingleton() {
            return isSingleton;
        }

        synchronized int inUse() {
            return inUse.size();
        }
    }

    private static ConfiguredServer server(Turns turns) {
        return ConfiguredServer.start(factory -> {
            factory.setResourceClasses(Plain.class);
            factory.setResourceProvider(Plain.class, turns);
            factory.setProvider(ResourceProtector.with(TOKENS.validator()));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void classThatTakesItsTurn_needsItsToken(boolean isSingleton) {
        Turns turns = new Turns(isSingleton)
                .next(Plain::new)
                .next(Closed::new)
                .next(Plain::new)
                .next(Closed::new);
        try (ConfiguredServer server = server(turns)) {
            int ran = Ran.times("turns/closed");
            assertThat(server.get("/turns").send().body(), is("ran turns/plain"));
            assertThat(server.get("/turns").send().status(), is(401));
            assertThat(Ran.times("turns/closed"), is(ran));
            assertThat(server.get("/turns").send().body(), is("ran turns/plain"));
            assertThat(server.get("/turns").bearer(Tokens.PROFILE).send().body(), is("ran turns/closed"));
        }
    }

    @Test
    void instanceIsTheProvidersAgain_afterARefusalToo() {
        Turns turns = new Turns(false).next(Plain::new).next(Closed::new);
        try (ConfiguredServer server = server(turns)) {
            assertThat(server.get("/turns").send().status(), is(200));
            assertThat(server.get("/turns").send().status(), is(401));
            assertThat(server.get("/turns/sub").send().status(), is(200));
            assertThat(turns.inUse(), is(0));
        }
    }

    @Test
    void locatorOfTheClassThatTakesItsTurn_needsItsToken() {
        Turns turns = new Turns(false)
                .next(Plain::new)
                .next(Closed::new)
                .next(Plain::new)
                .next(Closed::new);
        try (ConfiguredServer server = server(turns)) {
            int ran = Ran.times("turns/sub");
            assertThat(server.get("/turns/sub").send().status(), is(200));
            assertThat(server.get("/turns/sub").send().status(), is(401));
            assertThat(server.get("/turns/sub").send().status(), is(200));
            assertThat(Ran.times("turns/sub"), is(ran + 2));
            assertThat(server.get("/turns/sub").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }

    /** Of the first of two locators nobody knows on which object it was called. */
    @ParameterizedTest
    @CsvSource({"true, 200", "false, 500"})
    void severalLocators_areClosedOnceSeveralClassesWereSeen(boolean isOneClass, int status) {
        Turns turns = new Turns(false).next(Plain::new).next(isOneClass ? Plain::new : Closed::new);
        try (ConfiguredServer server = server(turns)) {
            server.get("/turns").send();
            server.get("/turns").send();
            int ran = Ran.times("turns/sub");
            assertThat(server.get("/turns/sub/sub").send().status(), is(status));
            assertThat(Ran.times("turns/sub"), is(isOneClass ? ran + 1 : ran));
        }
    }
}

package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.apache.cxf.jaxrs.ext.DefaultMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** A method that CXF runs for every HTTP method that no other one has. */
class DefaultMethodTest {

    private static final Tokens TOKENS = new Tokens();
    private static final RecordingListener LISTENER = new RecordingListener();
    private static final ResourceProtector PROTECTOR = ResourceProtector.builder()
            .validator(TOKENS.validator())
            .listener(LISTENER)
            .build();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(OnMethod.class, OnClass.class, Acquires.class, PROTECTOR);

    @Path("/default-method")
    public static class OnMethod {
        @DefaultMethod
        @Protected("profile")
        public String any() {
            return Ran.here("default-method");
        }
    }

    @Path("/default-class")
    @Protected("profile")
    public static class OnClass {
        @DefaultMethod
        public String any() {
            return Ran.here("default-class");
        }

        @GET
        @Path("get")
        public String get() {
            return Ran.here("default-class/get");
        }
    }

    @Path("/default-acquires")
    public static class Acquires {
        @DefaultMethod
        public String any(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return "acquired by " + PROTECTOR.acquire(headers, uri, request).getName();
        }
    }

    private static Call preflight(String path) {
        return SERVER.call("OPTIONS", path)
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default-method", "default-class"})
    void requestThatLooksLikePreflightNeedsTheToken(String name) {
        int ran = Ran.times(name);
        Answer anonymous = preflight("/" + name).sendRaw();
        assertThat(anonymous.toString(), anonymous.status(), is(401));
        assertThat(preflight("/" + name).bearer(Tokens.EMAIL).sendRaw().status(), is(403));
        assertThat(Ran.times(name), is(ran));
        assertThat(preflight("/" + name).bearer(Tokens.PROFILE).sendRaw().body(), is("ran " + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "OPTIONS", "PROPFIND"})
    void everyHttpMethodNeedsTheToken(String method) {
        int ran = Ran.times("default-method");
        Answer anonymous = SERVER.call(method, "/default-method").sendRaw();
        assertThat(anonymous.toString(), anonymous.status(), is(401));
        assertThat(Ran.times("default-method"), is(ran));
        Answer answer =
                SERVER.call(method, "/default-method").bearer(Tokens.PROFILE).sendRaw();
        assertThat(answer.toString(), answer.status(), is(200));
    }

    @Test
    void preflightOfAnotherMethodOfTheClassRunsNothing() {
        int ran = Ran.times("default-class") + Ran.times("default-class/get");
        preflight("/default-class/get").sendRaw();
        assertThat(Ran.times("default-class") + Ran.times("default-class/get"), is(ran));
    }

    @ParameterizedTest
    @CsvSource({"PUT, PUT", "get, GET", "X-WHATEVER-A-CALLER-WRITES, ''"})
    void acquireIsHeardOfWithoutTheMethodThatTheCallerWrote(String written, String heard) {
        LISTENER.lines();
        Answer answer =
                SERVER.call(written, "/default-acquires").bearer(Tokens.PLAIN).sendRaw();
        assertThat(answer.toString(), answer.body(), is("acquired by alice"));
        assertThat(LISTENER.lines(), is(List.of("accepted alice " + heard + " ")));
    }
}

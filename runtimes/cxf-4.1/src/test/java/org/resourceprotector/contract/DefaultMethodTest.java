package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.apache.cxf.jaxrs.ext.DefaultMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** A method that CXF runs for every HTTP method that no other one has. */
class DefaultMethodTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(OnMethod.class, OnClass.class, ResourceProtector.with(TOKENS.validator()));

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
}

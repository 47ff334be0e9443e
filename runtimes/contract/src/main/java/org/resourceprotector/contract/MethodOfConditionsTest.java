package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.token.AccessToken;

/** A filter of the application changes the HTTP method: a condition sees the one that runs, with proofs and without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MethodOfConditionsTest {

    private static final Tokens TOKENS = new Tokens();
    private static final String OVERRIDE = "X-Method";

    private Server plain;
    private Server withProofs;

    /** Takes the method from a header. */
    @PreMatching
    public static class FromHeader implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            String method = request.getHeaderString(OVERRIDE);
            if (method != null) {
                request.setMethod(method);
            }
        }
    }

    /** Permits all but to delete. */
    public static final class NoDelete implements AccessCondition {
        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return !request.method().equals("DELETE") && !request.method().equals("PURGE");
        }
    }

    /** A method of the application's own. */
    @HttpMethod("PURGE")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Purge {}

    @Path("/kept")
    @Protected(conditions = NoDelete.class)
    public static class Kept {
        @POST
        public String change() {
            return Ran.here("kept/change");
        }

        @DELETE
        public String delete() {
            return Ran.here("kept/delete");
        }

        @Purge
        public String purge() {
            return Ran.here("kept/delete");
        }
    }

    @BeforeAll
    void start() {
        plain = Server.start(new Api(Kept.class, FromHeader.class, ResourceProtector.with(TOKENS.validator())));
        withProofs = Server.start(new Api(
                Kept.class,
                FromHeader.class,
                ResourceProtector.builder()
                        .validator(TOKENS.validator())
                        .senderConstraint(Dpop.builder().build())
                        .build()));
    }

    @AfterAll
    void stop() {
        plain.close();
        withProofs.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changedMethod_isTheOneThatAConditionSees(boolean proofs) {
        Server server = proofs ? withProofs : plain;
        int ran = Ran.times("kept/delete");

        assertThat(server.call("POST", "/kept").bearer(Tokens.PLAIN).send().status(), is(200));
        assertThat(server.call("DELETE", "/kept").bearer(Tokens.PLAIN).send().status(), is(403));
        Answer changed = server.call("POST", "/kept")
                .header(OVERRIDE, "DELETE")
                .bearer(Tokens.PLAIN)
                .send();
        assertThat(changed.toString(), changed.status(), is(403));
        for (String inOtherCase : List.of("delete", "purge", "Purge")) {
            server.call(inOtherCase, "/kept")
                    .bearer(Tokens.PLAIN)
                    .sendRaw(); // runs on CXF, if the condition permits it
        }
        assertThat(Ran.times("kept/delete"), is(ran));
        assertThat(
                server.call("DELETE", "/kept")
                        .header(OVERRIDE, "POST")
                        .bearer(Tokens.PLAIN)
                        .send()
                        .body(),
                is("ran kept/change"));
    }
}

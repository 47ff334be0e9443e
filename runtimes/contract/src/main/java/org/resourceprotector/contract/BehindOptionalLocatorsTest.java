package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/** What carries no annotation, behind locators that ask for little: the default, or the rule of the application, holds. */
class BehindOptionalLocatorsTest {

    private static final Tokens TOKENS = new Tokens();

    private static List<String> rows(ResourceProtector protector) {
        return protector.endpoints().stream()
                .map(row -> row.method() + " " + row.path() + " " + row.access())
                .toList();
    }

    /** A sub-resource that carries nothing. */
    public static class By {
        private final String name;

        By(String name) {
            this.name = name;
        }

        @GET
        public String get() {
            return name;
        }
    }

    /** Three ways to something that carries nothing. */
    @Path("/behind-optional")
    public static class BehindOptional {
        @Path("optional")
        @Protected(optional = true)
        public By optional() {
            return new By("open");
        }

        @Path("unprotected")
        @Unprotected
        public By unprotected() {
            return new By("open");
        }

        @Path("plain")
        public By plain() {
            return new By("open");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/behind-optional/unprotected", "/behind-optional/plain", "/behind-optional/optional"})
    void optionalLocator_leavesTheDefaultInForce(String path) {
        ResourceProtector strict = ResourceProtector.builder()
                .validator(TOKENS.validator())
                .protectUnannotated()
                .build();
        try (Server server = Server.start(new Api(BehindOptional.class, strict))) {
            assertThat(server.get(path).send().status(), is(401));
            assertThat(rows(strict), not(hasItem("GET " + path + " OPEN")));
        }
    }

    /** An application with a rule. */
    @Protected("profile")
    static class ProtectedApi extends Api {
        ProtectedApi(Object... parts) {
            super(parts);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/behind-optional/unprotected", "/behind-optional/plain", "/behind-optional/optional"})
    void optionalLocator_leavesTheApplicationsRuleInForce(String path) {
        try (Server server =
                Server.start(new ProtectedApi(BehindOptional.class, ResourceProtector.with(TOKENS.validator())))) {
            assertThat(server.get(path).send().status(), is(401));
        }
    }
}

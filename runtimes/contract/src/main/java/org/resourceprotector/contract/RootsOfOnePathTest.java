package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Two root resources that happen to have the same path: each is under its own rule, and none under that of the other. */
class RootsOfOnePathTest {

    private static final ResourceProtector PROTECTOR = ResourceProtector.with(new Tokens().validator());

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Shop.class, Reports.class, PROTECTOR);

    /** Has no rule. */
    @Path("/one-path")
    public static class Shop {
        @Path("items")
        public Items items() {
            return new Items();
        }

        @GET
        @Path("hours")
        public String hours() {
            return Ran.here("one-path/hours");
        }
    }

    /** What the shop leads to. */
    public static class Items {
        @GET
        public String get() {
            return Ran.here("one-path/items");
        }

        @GET
        @Path("first")
        public String first() {
            return Ran.here("one-path/first");
        }
    }

    /** Has a rule. */
    @Path("/one-path")
    @Protected("profile")
    public static class Reports {
        @GET
        @Path("report")
        public String report() {
            return Ran.here("one-path/report");
        }

        @Path("archive")
        public Items archive() {
            return new Items();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/one-path/items, one-path/items",
        "/one-path/items/first, one-path/first",
        "/one-path/hours, one-path/hours"
    })
    void whatHasNoRule_isNotUnderThatOfTheOther(String path, String counter) {
        assertThat(SERVER.get(path).send().body(), is("ran " + counter));
    }

    @ParameterizedTest
    @CsvSource({
        "/one-path/report, one-path/report",
        "/one-path/archive, one-path/items",
        "/one-path/archive/first, one-path/first"
    })
    void whatHasRule_needsItsScope(String path, String counter) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, counter);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @Test
    void reportTellsTheSame() {
        assertThat(SERVER.get("/one-path/items").send().status(), is(200));
        assertThat(
                PROTECTOR.endpoints().stream()
                        .map(row -> row.path() + " " + row.access())
                        .toList(),
                hasItems(
                        "/one-path/items OPEN",
                        "/one-path/hours OPEN",
                        "/one-path/report PROTECTED",
                        "/one-path/archive PROTECTED"));
    }
}

package org.resourceprotector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.token.TokenValidator;

/** What a protector tells of an application that is not deployed, and of the schemes of an endpoint. */
class DescribedApplicationTest {

    private static final TokenValidator NOBODY = TokenValidator.lookup(token -> Optional.empty());

    @Path("/orders")
    @Protected("read")
    public static class Orders {

        @GET
        public String all() {
            return "";
        }

        @POST
        @Protected({"write", "admin"})
        public String add() {
            return "";
        }

        @Path("{id}/lines")
        public Lines lines() {
            return new Lines();
        }
    }

    public static class Lines {

        @GET
        @Protected("lines")
        public String all() {
            return "";
        }
    }

    @Path("/health")
    public static class Health {

        @GET
        public String get() {
            return "";
        }
    }

    public static class Broken extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Refused.class);
        }
    }

    @Path("/refused")
    public static class Refused {

        @GET
        @Protected(" ")
        public String get() {
            return "";
        }
    }

    private static class Shop extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Orders.class, NoResource.class);
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            return Set.of(new Health());
        }
    }

    @Protected("all")
    private static final class ProtectedShop extends Shop {}

    public static class NoResource {}

    @Test
    void classesInstancesAndLocators_areReportedUndeployed() {
        List<String> rows = rows(ResourceProtector.with(NOBODY), new Shop());

        assertThat(
                rows,
                containsInAnyOrder(
                        "GET /orders PROTECTED read",
                        "POST /orders PROTECTED write | admin",
                        "GET /orders/{id}/lines PROTECTED read lines",
                        "GET /health OPEN "));
    }

    @Test
    void classesThatARuntimeScansFor_areReportedToo() {
        List<ProtectedEndpoint> rows =
                ResourceProtector.with(NOBODY).endpoints(new Application(), Health.class, Health.class);

        assertThat(rows.stream().map(ProtectedEndpoint::path).toList(), contains("/health"));
    }

    @Test
    void ruleOfTheApplication_holdsForWhatIsUndeclared() {
        List<String> rows = rows(ResourceProtector.with(NOBODY), new ProtectedShop());

        assertThat(rows.contains("GET /health PROTECTED all"), is(true));
    }

    @Test
    void protectUnannotated_holdsForWhatIsUndeclared() {
        ResourceProtector protector = ResourceProtector.builder()
                .validator(NOBODY)
                .protectUnannotated()
                .build();

        assertThat(rows(protector, new Shop()).contains("GET /health PROTECTED "), is(true));
    }

    @Test
    void whatIsDescribed_isNotDeployed() {
        ResourceProtector protector = ResourceProtector.with(NOBODY);
        protector.endpoints(new Shop());

        assertThat(protector.endpoints(), empty());
    }

    @Test
    void brokenDeclaration_isRefused() {
        ResourceProtector protector = ResourceProtector.with(NOBODY);

        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> protector.endpoints(new Broken()));
        assertThat(refusal.getMessage(), containsString("Refused#get"));
    }

    @Test
    void withoutSenderConstraint_schemeIsBearer() {
        ResourceProtector protector = ResourceProtector.with(NOBODY);

        assertThat(protector.schemes(orders(protector)), contains("Bearer"));
    }

    @Test
    void withDpop_schemesAreBearerAndDpop() {
        ResourceProtector protector = ResourceProtector.builder()
                .validator(NOBODY)
                .senderConstraint(Dpop.builder().build())
                .build();

        assertThat(protector.schemes(orders(protector)), contains("Bearer", "DPoP"));
    }

    @Test
    void boundTokenDemanded_onlySchemesOfBoundTokensRemain() {
        ResourceProtector dpop = ResourceProtector.builder()
                .validator(NOBODY)
                .senderConstraint(Dpop.builder().build())
                .requireSenderConstraint()
                .build();
        ResourceProtector both = ResourceProtector.builder()
                .validator(NOBODY)
                .senderConstraint(Dpop.builder().build())
                .senderConstraint(MutualTls.fromTls())
                .requireSenderConstraint()
                .build();

        assertThat(dpop.schemes(orders(dpop)), contains("DPoP"));
        assertThat(both.schemes(orders(both)), contains("Bearer", "DPoP"));
    }

    private static ProtectedEndpoint orders(ResourceProtector protector) {
        return protector.endpoints(new Shop()).stream()
                .filter(row -> row.path().equals("/orders"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> rows(ResourceProtector protector, Application application) {
        return protector.endpoints(application).stream()
                .map(row -> row.method() + " " + row.path() + " " + row.access() + " " + row.scopes())
                .toList();
    }
}

package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;

/** Authorization details name the resource that they are for, of which the application is one in part only. */
class DetailsOfResourceTest {

    private static final String ORDERS = "https://api.example.com/orders";
    private static final String OTHER = "https://api.example.com/other";

    /** A payment at one of two resources, of a token for it alone, or for both. */
    private record Payment(String getName, String location, boolean alone) implements AccessToken {

        @Override
        public Set<String> scopes() {
            return Set.of();
        }

        @Override
        public Set<String> audience() {
            return alone ? Set.of(location) : Set.of(ORDERS, OTHER);
        }

        @Override
        public Map<String, Object> claims() {
            return Map.of("authorization_details", List.of(Map.of("type", "payment", "locations", List.of(location))));
        }
    }

    /** One endpoint that belongs to the resource of the metadata, and one that does not. */
    @Path("/")
    public static class Resource {
        @GET
        @Path("orders/pay")
        @Protected(details = "payment")
        public String order() {
            return "paid";
        }

        @GET
        @Path("admin/pay")
        @Protected(details = "payment")
        public String admin() {
            return "paid";
        }
    }

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Resource.class,
            ResourceProtector.builder()
                    .validator(TokenValidator.lookup(token -> Optional.of(
                            new Payment("alice", token.endsWith("orders") ? ORDERS : OTHER, token.contains("only")))))
                    .metadata(ResourceMetadata.builder()
                            .resource(ORDERS)
                            .endpointsBelow("/orders")
                            .servedElsewhere()
                            .build())
                    .build());

    @ParameterizedTest
    @CsvSource({
        "/orders/pay, s3cr3t-orders, 200",
        "/orders/pay, s3cr3t-other, 403",
        "/admin/pay, s3cr3t-orders, 403",
        "/admin/pay, s3cr3t-other, 403",
        "/orders/pay, s3cr3t-only-orders, 200",
        "/orders/pay, s3cr3t-only-other, 403",
        "/admin/pay, s3cr3t-only-orders, 403",
        "/admin/pay, s3cr3t-only-other, 403"
    })
    @DisplayName("R9396-2-b details for a resource grant nothing at endpoints that do not belong to it")
    void detailsForResource_countAtItsEndpoints(String path, String token, int status) {
        assertThat(SERVER.get(path).bearer(token).send().status(), is(status));
    }
}

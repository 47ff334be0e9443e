package org.resourceprotector.console;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.Unprotected;
import org.resourceprotector.token.AccessToken;

/** 40 resources with five methods each: as many endpoints as a large application has. */
final class Warehouse {

    private Warehouse() {}

    static Set<Object> resources() {
        return Arrays.stream(Warehouse.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .map(Warehouse::instance)
                .collect(Collectors.toSet());
    }

    private static Object instance(Class<?> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Permits everybody. */
    public static final class SameSite implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    /** What all have. */
    public abstract static class Things {

        @GET
        public String all() {
            return "";
        }

        @GET
        @Path("{id}")
        public String one() {
            return "";
        }

        @POST
        @Protected({"stock:read stock:write", "admin"})
        public String add() {
            return "";
        }

        @PUT
        @Path("{id}")
        @Protected(value = "stock:write", roles = "clerk", conditions = SameSite.class)
        public String change() {
            return "";
        }

        @DELETE
        @Path("{id}")
        @Protected(value = "stock:write", roles = "\"Site Manager\"", acr = "gold", maxAge = 300)
        public String remove() {
            return "";
        }
    }

    /** Read by everybody. */
    public abstract static class PublicThings extends Things {

        @Override
        @Unprotected
        public String all() {
            return "";
        }

        @Override
        @Protected(optional = true)
        public String one() {
            return "";
        }
    }

    @Path("/aisles")
    @Protected("stock:read")
    public static class Aisles extends Things {}

    @Path("/articles")
    @Protected("stock:read")
    public static class Articles extends Things {}

    @Path("/assemblies")
    @Protected("stock:read")
    public static class Assemblies extends Things {}

    @Path("/audits")
    @Protected("audit")
    public static class Audits extends Things {}

    @Path("/batches")
    @Protected("stock:read")
    public static class Batches extends Things {}

    @Path("/bins")
    @Protected("stock:read")
    public static class Bins extends Things {}

    @Path("/carriers")
    @Protected("stock:read")
    public static class Carriers extends Things {}

    @Path("/claims")
    @Protected("stock:read")
    public static class Claims extends Things {}

    @Path("/containers")
    @Protected("stock:read")
    public static class Containers extends Things {}

    @Path("/counts")
    @Protected("stock:read")
    public static class Counts extends Things {}

    @Path("/customers")
    @Protected("stock:read")
    public static class Customers extends Things {}

    @Path("/customs")
    @Protected("stock:read")
    public static class Customs extends Things {}

    @Path("/deliveries")
    @Protected("stock:read")
    public static class Deliveries extends Things {}

    @Path("/docks")
    @Protected("stock:read")
    public static class Docks extends Things {}

    @Path("/drivers")
    @Protected("staff:read")
    public static class Drivers extends Things {}

    @Path("/forecasts")
    @Protected("stock:read")
    public static class Forecasts extends Things {}

    @Path("/gates")
    @Protected("stock:read")
    public static class Gates extends Things {}

    @Path("/goods-receipts")
    @Protected("stock:read")
    public static class GoodsReceipts extends Things {}

    @Path("/inspections")
    @Protected("stock:read")
    public static class Inspections extends Things {}

    @Path("/inventories")
    @Protected("stock:read")
    public static class Inventories extends Things {}

    @Path("/invoices")
    @Protected("finance:read")
    public static class Invoices extends Things {}

    @Path("/labels")
    @Protected("stock:read")
    public static class Labels extends Things {}

    @Path("/leases")
    @Protected("finance:read")
    public static class Leases extends Things {}

    @Path("/locations")
    @Protected("stock:read")
    public static class Locations extends Things {}

    @Path("/manifests")
    @Protected("stock:read")
    public static class Manifests extends Things {}

    @Path("/offers")
    @Protected("stock:read")
    public static class Offers extends PublicThings {}

    @Path("/orders")
    @Protected("stock:read")
    public static class Orders extends Things {}

    @Path("/pallets")
    @Protected("stock:read")
    public static class Pallets extends Things {}

    @Path("/picks")
    @Protected("stock:read")
    public static class Picks extends Things {}

    @Path("/prices")
    @Protected("finance:read")
    public static class Prices extends PublicThings {}

    @Path("/products")
    @Protected("stock:read")
    public static class Products extends PublicThings {}

    @Path("/replenishments")
    @Protected("stock:read")
    public static class Replenishments extends Things {}

    @Path("/returns")
    @Protected("stock:read")
    public static class Returns extends Things {}

    @Path("/routes")
    @Protected("stock:read")
    public static class Routes extends Things {}

    @Path("/sensors")
    @Protected("telemetry")
    public static class Sensors extends Things {}

    @Path("/shifts")
    @Protected("staff:read")
    public static class Shifts extends Things {}

    @Path("/sites")
    @Protected("stock:read")
    public static class Sites extends PublicThings {}

    @Path("/suppliers")
    @Protected("stock:read")
    public static class Suppliers extends Things {}

    @Path("/transfers")
    @Protected("stock:read")
    public static class Transfers extends Things {}

    @Path("/vehicles")
    @Protected("stock:read")
    public static class Vehicles extends Things {}
}

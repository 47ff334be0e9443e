package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;

/** Where annotations of the platform stand beside ours. */
class RuntimeRolesTest {

    /** On a method of an interface. */
    public interface Api {

        @GET
        @RolesAllowed("admin")
        String all();
    }

    /** On the class, on a method, and on none. */
    @Path("orders")
    @Protected
    @DenyAll
    public static class Orders implements Api {

        @Override
        public String all() {
            return "";
        }

        @GET
        @Path("news")
        @PermitAll
        public String news() {
            return "";
        }

        @GET
        @Path("plain")
        public String plain() {
            return "";
        }
    }

    @Test
    void everyPlace_isTold() {
        assertThat(
                RuntimeRoles.of(Orders.class),
                is(Map.of(
                        "RuntimeRolesTest.Api#all", Set.of("@RolesAllowed"),
                        "RuntimeRolesTest.Orders", Set.of("@DenyAll"),
                        "RuntimeRolesTest.Orders#news", Set.of("@PermitAll"))));
    }
}

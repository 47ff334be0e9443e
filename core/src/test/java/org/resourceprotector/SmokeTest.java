package org.resourceprotector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.test.JerseyTest;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;

class SmokeTest extends JerseyTest {

    static final AtomicInteger CALLS = new AtomicInteger();

    static ResourceProtector protector;

    record T(Set<String> scopes) implements AccessToken {
        @Override
        public String getName() {
            return "alice";
        }
    }

    @Path("/user")
    public static class Users {
        @GET
        @Protected("profile")
        public String me(@Context SecurityContext security) {
            return AccessToken.require(security, T.class).getName();
        }

        @GET
        @Path("acq")
        public String acq(@Context HttpHeaders h, @Context UriInfo u, @Context Request r) {
            protector.acquire(h, u, r, "profile");
            return protector.acquire(h, u, r, "profile").getName();
        }
    }

    @Override
    protected Application configure() {
        protector = ResourceProtector.with(TokenValidator.lookup(t -> {
            CALLS.incrementAndGet();
            return t.equals("good") ? Optional.of(new T(Set.of("profile"))) : Optional.empty();
        }));
        return new ResourceConfig(Users.class).register(protector);
    }

    @Test
    void works() {
        Response r = target("user").request().get();
        System.out.println(r.getStatus() + " " + r.getHeaders() + r.readEntity(String.class));
        r = target("user").request().header("Authorization", "Bearer good").get();
        System.out.println(r.getStatus() + " " + r.getHeaders() + r.readEntity(String.class));
        r = target("user").request().header("Authorization", "Bearer bad").get();
        System.out.println(r.getStatus() + " " + r.getHeaders() + r.readEntity(String.class));
        CALLS.set(0);
        r = target("user/acq").request().header("Authorization", "Bearer good").get();
        System.out.println(r.getStatus() + " " + r.getHeaders() + r.readEntity(String.class) + CALLS);
        assertThat(CALLS.get(), is(1));
        r = target("user/acq").request().get();
        System.out.println(r.getStatus() + " " + r.getHeaders() + r.readEntity(String.class) + CALLS);
        System.out.println(protector.endpoints());
    }
}

package org.resourceprotector.servers.dropwizard;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.dropwizard.testing.junit5.ResourceExtension;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.resourceprotector.servers.resources.Declared;
import org.resourceprotector.servers.resources.Protection;

/** Resources that Dropwizard's own test extension serves are protected as in a server, and need a protector as there. */
@ExtendWith(DropwizardExtensionsSupport.class)
class DropwizardTest {

    private static final ResourceExtension RESOURCES = ResourceExtension.builder()
            .addProvider(Protection.builder().build())
            .addResource(new Declared())
            .build();

    private static Response call(String authorization) {
        return RESOURCES
                .target("/declared/method")
                .request()
                .header("Authorization", authorization)
                .get();
    }

    @Test
    void resourceOfTheTestExtension_isProtected() {
        assertThat(RESOURCES.target("/declared/method").request().get().getStatus(), is(401));
        assertThat(call("Bearer unknown").getHeaderString("WWW-Authenticate"), containsString("invalid_token"));
        assertThat(call("Bearer has.profile").getStatus(), is(200));
    }

    @Test
    void resourceOfTheTestExtensionWithoutProtector_isNotServed() {
        ResourceExtension forgotten =
                ResourceExtension.builder().addResource(new Declared()).build();
        Throwable refused = assertThrows(Throwable.class, forgotten::before);
        assertThat(refused.toString() + refused.getCause(), containsString("no ResourceProtector is registered"));
    }
}

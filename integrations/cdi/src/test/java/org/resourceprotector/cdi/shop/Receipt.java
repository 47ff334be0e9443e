package org.resourceprotector.cdi.shop;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import org.resourceprotector.cdi.CurrentToken;
import org.resourceprotector.token.AccessToken;

/** Says in each response who was served, as a filter that writes a log does. */
public final class Receipt implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        CurrentToken caller = CDI.current().select(CurrentToken.class).get();
        response.getHeaders()
                .add("Served", caller.find().map(AccessToken::getName).orElse("nobody"));
        try {
            caller.require(AccessToken.class);
        } catch (IllegalStateException none) {
            response.getHeaders().add("Why", none.getMessage());
        }
    }
}

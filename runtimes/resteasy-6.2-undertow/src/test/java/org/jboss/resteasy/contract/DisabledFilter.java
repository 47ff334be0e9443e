package org.jboss.resteasy.contract;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;

/** Does nothing, as RESTEasy's own for a JSON library that is not the one in use. */
@Priority(Integer.MAX_VALUE)
public class DisabledFilter extends ReadingFilter {
    @Override
    protected boolean isDisabled(ContainerRequestContext context) {
        return true;
    }
}

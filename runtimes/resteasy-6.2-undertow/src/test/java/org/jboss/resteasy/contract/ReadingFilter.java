package org.jboss.resteasy.contract;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.plugins.providers.AbstractPatchMethodFilter;

/**
 * Hands what was read to the PATCH method as it is, where the filters of RESTEasy's providers apply the patch. In a package of
 * RESTEasy's, like those, because filters of applications are trusted less.
 */
@Priority(Integer.MAX_VALUE)
public class ReadingFilter extends AbstractPatchMethodFilter {
    @Override
    protected boolean isDisabled(ContainerRequestContext context) {
        return readFilterDisabledFlag(context) == FilterFlag.SKIP;
    }

    @Override
    protected byte[] applyPatch(ContainerRequestContext context, byte[] target) {
        return target;
    }
}

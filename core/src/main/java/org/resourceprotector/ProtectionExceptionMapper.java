package org.resourceprotector;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Hands out the answer that a {@link ProtectionException} carries. */
final class ProtectionExceptionMapper implements ExceptionMapper<ProtectionException> {

    @Override
    public Response toResponse(ProtectionException exception) {
        return exception.getResponse();
    }
}

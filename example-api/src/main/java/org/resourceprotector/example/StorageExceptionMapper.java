package org.resourceprotector.example;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** An outage in the middle of a resource method: come back later. */
final class StorageExceptionMapper implements ExceptionMapper<StorageException> {

    private static final System.Logger LOGGER = System.getLogger(StorageExceptionMapper.class.getName());

    @Override
    public Response toResponse(StorageException exception) {
        LOGGER.log(System.Logger.Level.WARNING, exception.getMessage());
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .build();
    }
}

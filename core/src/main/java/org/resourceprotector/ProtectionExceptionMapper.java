package org.resourceprotector;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.function.Function;
import org.resourceprotector.token.Rejection;

/** Hands out the answer that a {@link ProtectionException} carries, or writes it if the application threw it. */
final class ProtectionExceptionMapper implements ExceptionMapper<ProtectionException> {

    private final Function<Rejection, Response> answers;

    ProtectionExceptionMapper(Function<Rejection, Response> answers) {
        this.answers = answers;
    }

    @Override
    public Response toResponse(ProtectionException exception) {
        return exception.isComplete() ? exception.getResponse() : answers.apply(exception.rejection());
    }
}

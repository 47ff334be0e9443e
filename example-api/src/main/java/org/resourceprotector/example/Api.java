package org.resourceprotector.example;

import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.resourceprotector.ResourceProtector;

/** The social API. The protector is registered like any other part of it; that is all it takes. */
public final class Api extends Application {

    private final Set<Object> singletons;

    /** With the resources that an example brings along. */
    public Api(ResourceProtector protector, Social social, Object... resources) {
        Set<Object> all = new LinkedHashSet<>(List.of(resources));
        all.add(protector);
        all.add(new CallerResource(protector, social));
        all.add(new PostResource(social));
        all.add(new McpResource(protector, social));
        all.add(new UnavailableMapper());
        this.singletons = Collections.unmodifiableSet(all);
    }

    @Override
    @SuppressWarnings("deprecation") // instances with constructors are what works everywhere without CDI
    public Set<Object> getSingletons() {
        return singletons;
    }

    /** An outage of the database in the middle of a resource method: come back later. */
    static final class UnavailableMapper implements ExceptionMapper<Database.UnavailableException> {

        private static final System.Logger LOGGER = System.getLogger(UnavailableMapper.class.getName());

        @Override
        public Response toResponse(Database.UnavailableException exception) {
            LOGGER.log(System.Logger.Level.WARNING, exception.getMessage());
            return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, "5")
                    .build();
        }
    }
}

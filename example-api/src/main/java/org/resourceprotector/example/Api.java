package org.resourceprotector.example;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.resourceprotector.ResourceProtector;

/** The social API. The protector is registered like any other part of it; that is all it takes. */
public final class Api extends Application {

    private final ResourceProtector protector;
    private final TokenOwner owner;
    private final Posts posts;

    public Api(ResourceProtector protector, TokenOwner owner, Database database) {
        this.protector = protector;
        this.owner = owner;
        this.posts = new Posts(database);
    }

    @Override
    @SuppressWarnings("deprecation") // instances with constructors are what works everywhere without CDI
    public Set<Object> getSingletons() {
        return Set.of(
                protector,
                new UserResource(owner),
                new ProfileResource(owner),
                new TimelineResource(owner, posts),
                new PostResource(owner, posts),
                new ExportResource(protector, owner, posts),
                new StorageExceptionMapper());
    }
}

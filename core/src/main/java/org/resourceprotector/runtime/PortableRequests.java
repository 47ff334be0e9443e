package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any other runtime: by {@code UriInfo.getMatchedResourceTemplate()} of Jakarta REST 4.0, else by the matched paths that
 * RESTEasy 6 tells, else not at all.
 */
final class PortableRequests implements MatchedRequests {

    private static final String RESTEASY = "org.jboss.resteasy.specimpl.ResteasyUriInfo";

    private final @Nullable Accessor template;
    private final @Nullable Accessor paths;
    private final @Nullable ResteasyPatch patch;

    private PortableRequests(@Nullable Accessor template, @Nullable Accessor paths, @Nullable ResteasyPatch patch) {
        this.patch = patch;
        this.template = template;
        this.paths = paths;
    }

    static MatchedRequests of(Class<?> type) {
        Class<?> resteasy = Runtimes.ancestor(type, RESTEASY);
        Accessor template = accessor(UriInfo.class, "getMatchedResourceTemplate");
        Accessor paths = resteasy == null ? null : accessor(resteasy, "getEncodedMatchedPaths");
        return new PortableRequests(template, paths, resteasy == null ? null : ResteasyPatch.of(resteasy));
    }

    private static @Nullable Accessor accessor(Class<?> type, String name) {
        try {
            return Accessor.of(type, name);
        } catch (ReflectiveOperationException notThere) {
            return null;
        }
    }

    @Override
    public Walk walk(UriInfo uri) {
        if (template != null && template.get(uri) instanceof String text) {
            return new Walk.Template(text);
        }
        if (paths != null && paths.get(uri) instanceof List<?> lastFirst) {
            List<String> rootFirst = new ArrayList<>();
            lastFirst.forEach(path -> rootFirst.add(String.valueOf(path)));
            Collections.reverse(rootFirst);
            return new Walk.Paths(rootFirst);
        }
        return Walk.Unknown.UNKNOWN;
    }

    @Override
    public @Nullable WalkedLocator readBefore(ContainerRequestContext request) {
        return patch == null ? null : patch.read(request);
    }
}

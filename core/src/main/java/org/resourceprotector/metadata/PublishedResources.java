package org.resourceprotector.metadata;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resources that one application publishes metadata of: none, one for all its endpoints, or several, each for the
 * endpoints below a path. Of two paths that an endpoint is below, the longer one counts.
 *
 * <p>Decides which metadata clients are sent to, and nothing else. Immutable, thread-safe.
 */
public final class PublishedResources {

    /** None. */
    public static final PublishedResources NONE = new PublishedResources(List.of());

    private final List<ResourceMetadata> all;
    private final boolean isOneForAll;

    /**
     * Puts resources together.
     *
     * @param resources the metadata of each
     * @throws IllegalStateException if two are the same resource, or for the same endpoints
     */
    public PublishedResources(List<ResourceMetadata> resources) {
        this.all = List.copyOf(resources);
        this.isOneForAll =
                all.isEmpty() || (all.size() == 1 && all.get(0).endpointsBelow().isEmpty());
        Set<String> seen = new HashSet<>();
        for (ResourceMetadata metadata : all) {
            if (!seen.add("resource " + metadata.path())) {
                throw new IllegalStateException("two metadata are of the resource " + metadata.resource()
                        + ", or one of the same path; give one");
            }
            if (!seen.add("endpoints " + metadata.endpointsBelow())) {
                throw new IllegalStateException("two metadata are for the same endpoints; tell them apart by"
                        + " endpointsBelow(\"/path\") of " + metadata.resource());
            }
        }
    }

    /**
     * All of them.
     *
     * @return the metadata of each resource; unmodifiable
     */
    public List<ResourceMetadata> all() {
        return all;
    }

    /**
     * Whether all endpoints belong to the same resource, or all to none, so that no path tells them apart.
     *
     * @return whether that is so
     */
    public boolean isOneForAll() {
        return isOneForAll;
    }

    /**
     * The resource that an endpoint belongs to.
     *
     * @param path a path, or a path template, below the application, with or without a leading slash
     * @return null if it belongs to none
     */
    public @Nullable ResourceMetadata of(String path) {
        ResourceMetadata closest = null;
        for (ResourceMetadata metadata : all) {
            if (isBelow(path, metadata.endpointsBelow())
                    && (closest == null
                            || metadata.endpointsBelow().length()
                                    > closest.endpointsBelow().length())) {
                closest = metadata;
            }
        }
        return closest;
    }

    /**
     * The resource that an endpoint certainly belongs to.
     *
     * @param template a path template below the application, in which an ellipsis stands for what is not known
     * @return null if it belongs to none, or perhaps to another one
     */
    public @Nullable ResourceMetadata certainlyOf(String template) {
        int unknown = template.indexOf('\u2026');
        if (unknown < 0) {
            return of(template);
        }
        String beginning = template.substring(0, unknown);
        return all.stream().anyMatch(metadata -> metadata.endpointsBelow().startsWith(beginning))
                ? null
                : of(beginning);
    }

    /**
     * Where clients of an endpoint are sent to.
     *
     * @param path a path, or a path template, below the application, with or without a leading slash
     * @return the address of the metadata; null if the endpoint belongs to no resource
     */
    public @Nullable String address(String path) {
        ResourceMetadata metadata = of(path);
        return metadata == null ? null : metadata.address();
    }

    /**
     * Whether a path is another one, or below it.
     *
     * @param path a path, with or without a leading slash
     * @param parent a path with a leading slash, and without one at its end; empty for all paths
     * @return whether it is
     */
    public static boolean isBelow(String path, String parent) {
        int skipped = path.startsWith("/") ? 0 : 1; // of the parent, the slash that the path may lack
        int length = parent.length() - skipped;
        return parent.isEmpty()
                || (path.regionMatches(0, parent, skipped, length)
                        && (path.length() == length || path.charAt(length) == '/'));
    }
}

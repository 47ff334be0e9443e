package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks Quarkus REST which sub-resource locators a request went through. It keeps them, to find parameters of the path, and
 * hides them.
 *
 * <p>Immutable, thread-safe.
 */
final class QuarkusLocators {

    private static final String SERVER = "org.jboss.resteasy.reactive.server.";

    private static final String WALKED = SERVER + "core.ResteasyReactiveRequestContext$PreviousResource";

    private static final String DIFFERS = "the runtime names other objects than those that its locators were called on";

    /** What one locator was, and the one before it. */
    private final Accessor target;

    private final Accessor before;

    /** Of a locator: its method, and what is called around it. */
    private final Accessor method;

    private final Accessor handlers;

    /** What leads from locators to sub-resources, and the classes of these that it has seen, each with what it has. */
    private final Class<?> handler;

    private final Accessor seen;
    private final Accessor templates;
    private final Accessor ofTemplate;

    private QuarkusLocators(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> walked = Class.forName(WALKED, false, loader);
        this.target = Accessor.ofHiddenField(walked, "locatorTarget");
        this.before = Accessor.ofHiddenField(walked, "prev");
        this.method = Accessor.of(loader, SERVER + "mapping.RuntimeResource", "getLazyMethod");
        this.handlers = Accessor.of(loader, SERVER + "mapping.RuntimeResource", "getHandlerChain");
        this.handler = Class.forName(SERVER + "handlers.ResourceLocatorHandler", false, loader);
        this.seen = Accessor.ofHiddenField(handler, "resourceLocatorHandlers");
        this.templates = Accessor.of(loader, SERVER + "mapping.RequestMapper", "getTemplates");
        this.ofTemplate =
                Accessor.ofField(Class.forName(SERVER + "mapping.RequestMapper$RequestPath", false, loader), "value");
    }

    /**
     * The property of a request in which the runtime has the last locator that it went through; null if this version has
     * another name for it, or does not let us. Not known by heart, because under another name no request would seem to have
     * gone through any.
     */
    static @Nullable String property(ClassLoader loader) {
        try {
            return Accessor.ofHiddenConstant(Class.forName(WALKED, false, loader), "PROPERTY_KEY") instanceof String key
                    ? key
                    : null;
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            return null;
        }
    }

    /** How to ask; null if this version has other names, or does not let us. */
    static @Nullable QuarkusLocators of(ClassLoader loader) {
        try {
            return new QuarkusLocators(loader);
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            return null;
        }
    }

    /**
     * What was walked.
     *
     * @param locators the one of the root resource first
     * @param others locators that may have been called in the place of one of them, on objects of other classes
     * @param problem why nobody knows; null if it is known
     */
    record Walk(
            List<MatchedMethod> locators,
            List<MatchedMethod> others,
            @Nullable String problem) {

        static final Walk NONE = new Walk(List.of(), List.of(), null);

        static Walk unknown(String problem) {
            return new Walk(List.of(), List.of(), problem);
        }

        @Override
        public String toString() {
            return "Walk";
        }
    }

    /**
     * Finds the locators, and the classes of what they were called on. Where one is called on what it led to, the runtime
     * keeps the first object only; the class of the other may be any that it has taken for one with this locator.
     *
     * @param last what the runtime keeps of the last one
     * @param objects that the request went through, the last first
     */
    @SuppressWarnings("ReferenceEquality")
    Walk walk(Object last, List<Object> objects) {
        List<Object> walked = new ArrayList<>();
        for (Object locator = last; locator != null; locator = before.get(locator)) {
            walked.add(Objects.requireNonNull(target.get(locator), "a locator"));
        }
        Collections.reverse(walked);
        List<MatchedMethod> locators = new ArrayList<>();
        // looked for once, because a caller may have one repeated some thousand times
        IdentityHashMap<Object, List<MatchedMethod>> repeated = new IdentityHashMap<>();
        int next = objects.size() - 1;
        for (int i = 0; i < walked.size(); i++) {
            Object locator = walked.get(i);
            ResourceInfo named = method.get(locator, ResourceInfo.class);
            if (i > 0 && locator == walked.get(0)) {
                // the runtime makes a resource of its own for each class and way to it
                return Walk.unknown(
                        "the runtime does not tell which locators it went through, because one behind the first has"
                                + " called UriInfo.getPathParameters(); write @PathParam in this locator instead");
            }
            if (i > 0 && locator == walked.get(i - 1)) {
                List<MatchedMethod> possible = repeated.computeIfAbsent(locator, this::possible);
                if (possible.isEmpty()) {
                    return Walk.unknown(DIFFERS);
                }
                locators.add(possible.get(0));
            } else if (next >= 0 && named.getResourceClass().isInstance(objects.get(next))) {
                locators.add(new MatchedMethod(BeanProxies.classOf(objects.get(next)), named.getResourceMethod()));
                next--;
            } else {
                return Walk.unknown(DIFFERS);
            }
        }
        return next == 0
                ? new Walk(
                        locators,
                        repeated.values().stream().flatMap(List::stream).toList(),
                        null)
                : Walk.unknown(DIFFERS);
    }

    /** A locator by the classes of all objects that it may have been called on. */
    private List<MatchedMethod> possible(Object locator) {
        ResourceInfo named = method.get(locator, ResourceInfo.class);
        List<MatchedMethod> possible = new ArrayList<>();
        for (Object part : handlers.get(locator, Object[].class)) {
            if (handler.isInstance(part)) {
                ((Map<?, ?>) seen.get(part, Map.class)).forEach((type, byMethod) -> {
                    Object mapper = ((Map<?, ?>) byMethod).get(null);
                    Class<?> of = QuarkusBeans.behindProxy((Class<?>) type);
                    if (mapper != null && !Modifier.isAbstract(of.getModifiers()) && hasTemplateOf(mapper, locator)) {
                        possible.add(new MatchedMethod(of, named.getResourceMethod()));
                    }
                });
            }
        }
        return possible;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean hasTemplateOf(Object mapper, Object locator) {
        return ((List<?>) templates.get(mapper, List.class))
                .stream().anyMatch(template -> ofTemplate.get(template) == locator);
    }
}

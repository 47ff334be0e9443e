package org.resourceprotector.testkit;

import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.token.TokenValidator;

/**
 * Proves by real calls that every endpoint of an application refuses a caller without a token, except those named.
 *
 * <pre>{@code
 * ProtectionCheck.of(new Api())
 *         .open("GET /health", "GET /timeline")
 *         .sample("isbn", "978-3-16-148410-0")
 *         .verify();
 * }</pre>
 *
 * <p>Calls each endpoint once over HTTP, without a token and without a body, with made-up values in its path. An endpoint
 * passes if it answers 401 with a challenge for a bearer token or a DPoP proof; anything else fails, a 404 too, because it
 * may come from the resource method. An endpoint with an optional token is open, so it has to be named. What is named must
 * exist; where it is a GET it is called, and must not ask for a token. A call may come to another method, which media types
 * tell apart or whose path matches, too: an endpoint that the access report has as open fails, unless it is named, if its
 * call may have come to a protected one, or, by the preference of the specification, to another one that asks for a token
 * by itself ({@link ResourceProtector#acquire(jakarta.ws.rs.core.HttpHeaders, jakarta.ws.rs.core.UriInfo,
 * jakarta.ws.rs.core.Request, String...) acquire}). Without a known protector the annotations count for that, as if nothing else were
 * protected. At least one endpoint must refuse, so that an application without a {@link ResourceProtector} fails on every runtime, also where
 * settings keep away what refuses to deploy it.
 *
 * <p>The metadata that challenges name needs no naming: it must be there for everybody, at the same path below the application.
 *
 * <p>Beware: what turns out to be open is really called. Run it against what a test may change.
 *
 * <p>Does not check what tokens an endpoint accepts, and not what the runtime answers by itself (OPTIONS, HEAD). Does not
 * see endpoints behind a sub-resource locator that is declared to return {@code Object} or {@code Class}, nor those that a
 * sub-resource has beyond what its locator is declared to return, unless they were called before. Finds endpoints by their annotations, in the classes and singletons of the {@link Application} and in the
 * {@linkplain #resources(Class[]) resources} given, and by the access report of the protector.
 *
 * <p>Not thread-safe.
 *
 * @see ProtectionAssertions
 */
public final class ProtectionCheck {

    private final @Nullable Application application;
    private final @Nullable URI base;
    private final Set<String> open = new LinkedHashSet<>();
    private final Map<String, String> samples = new LinkedHashMap<>();
    private final List<Class<?>> resources = new ArrayList<>();
    private @Nullable ResourceProtector protector;

    private ProtectionCheck(
            @Nullable Application application, @Nullable URI base, @Nullable ResourceProtector protector) {
        this.application = application;
        this.base = base;
        this.protector = protector;
    }

    /**
     * A check of an application that is started for it, on the runtime of the class path, by
     * {@link jakarta.ws.rs.SeBootstrap}. Its protector is looked for in its singletons.
     *
     * @param application the application
     * @return the check
     */
    public static ProtectionCheck of(Application application) {
        Objects.requireNonNull(application, "application");
        return new ProtectionCheck(application, null, registered(application));
    }

    /**
     * A check of an application that is running already.
     *
     * @param base the base URI of the application, its application path included
     * @param protector the protector that is registered in it
     * @return the check
     */
    public static ProtectionCheck at(URI base, ResourceProtector protector) {
        Objects.requireNonNull(base, "base");
        return new ProtectionCheck(null, base, Objects.requireNonNull(protector, "protector"));
    }

    /**
     * The protector of the application, where it is registered from a {@code Feature} and not among the singletons. Needed
     * where it protects more than annotations say, and two methods of one path differ in theirs.
     *
     * @param registered the protector
     * @return this
     */
    public ProtectionCheck protector(ResourceProtector registered) {
        protector = Objects.requireNonNull(registered, "registered");
        return this;
    }

    /**
     * Resource classes to look at, where the application does not list them because it is scanned for them, or is running
     * already. Endpoints are then found by their annotations too, and named with their class.
     *
     * @param classes resource classes or their implementations
     * @return this
     */
    public ProtectionCheck resources(Class<?>... classes) {
        resources.addAll(List.of(classes));
        return this;
    }

    /**
     * Names endpoints that are meant to be open, or to take a token without asking for one.
     *
     * @param endpoints each a method and a path template, such as {@code GET /users/{id}}, without regular expressions
     * @return this
     * @throws IllegalArgumentException if a name is not of this form
     */
    public ProtectionCheck open(String... endpoints) {
        for (String endpoint : endpoints) {
            open.add(KnownEndpoint.name(endpoint));
        }
        return this;
    }

    /**
     * Gives a value for a path parameter, where a made-up one does not match or leads nowhere.
     *
     * @param parameter its name
     * @param value the value, not encoded
     * @return this
     */
    public ProtectionCheck sample(String parameter, String value) {
        samples.put(parameter, value);
        return this;
    }

    /**
     * Makes the calls.
     *
     * @throws AssertionError if an endpoint does not refuse, if one that was named does not exist or refuses, if there is
     *     nothing that is protected, or if the application does not start; the message says which, and where they are
     */
    public void verify() {
        if (base != null) {
            verify(base);
            return;
        }
        try (RunningApplication running = RunningApplication.start(Objects.requireNonNull(application))) {
            verify(running.base());
        }
    }

    private void verify(URI address) {
        List<KnownEndpoint> endpoints = endpoints();
        StrangerCall stranger = new StrangerCall(address);
        List<ProtectedEndpoint> rows = protector == null ? declared() : rowsOf(protector);
        ProtectionFindings findings = new ProtectionFindings(
                open,
                unprotected(rows).map(KnownEndpoint::name).collect(Collectors.toSet()),
                mixed(rows),
                protector != null);
        for (KnownEndpoint endpoint : endpoints) {
            boolean named = open.contains(endpoint.name());
            Optional<String> path = endpoint.path().fill(samples);
            if (named && (!endpoint.method().equals("GET") || path.isEmpty())) {
                findings.passOver(endpoint);
            } else {
                findings.add(
                        endpoint,
                        path.map(filled -> stranger.call(endpoint, filled))
                                .orElseGet(() -> new StrangerCall.Reply(
                                        false, "was not called: give sample(parameter, value) for its path")));
            }
        }
        findings.findHidden();
        findings.findDoubtful(samples);
        findings.findMetadata(stranger::finds);
        findings.throwIfAny();
    }

    /**
     * What is not protected by the access report, or else by the annotations, while a call to it may come to what is:
     * methods that are told apart by media types, or paths that match the same call.
     */
    private Set<String> mixed(List<ProtectedEndpoint> rows) {
        List<KnownEndpoint> closed = rows.stream()
                .filter(row -> row.access() == Access.PROTECTED)
                .map(KnownEndpoint::of)
                .toList();
        return unprotected(rows)
                .filter(endpoint -> closed.stream().anyMatch(other -> endpoint.mayComeTo(other, samples)))
                .map(KnownEndpoint::name)
                .collect(Collectors.toSet());
    }

    private static Stream<KnownEndpoint> unprotected(List<ProtectedEndpoint> rows) {
        return rows.stream().filter(row -> row.access() != Access.PROTECTED).map(KnownEndpoint::of);
    }

    /** The rows of the protector, or those it would have: an application may make another one for whoever deploys it. */
    private List<ProtectedEndpoint> rowsOf(ResourceProtector known) {
        List<ProtectedEndpoint> rows = known.endpoints();
        return rows.isEmpty() ? described(known) : rows;
    }

    /** What any protector would make of the annotations, where that of the application is not known. */
    private List<ProtectedEndpoint> declared() {
        return described(ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> Optional.empty()))
                .senderConstraint(Dpop.builder().build())
                .build());
    }

    private List<ProtectedEndpoint> described(ResourceProtector any) {
        if (application == null) {
            return List.of();
        }
        try {
            return any.endpoints(application, resources.toArray(new Class<?>[0]));
        } catch (IllegalStateException noRule) {
            throw new AssertionError(noRule.getMessage(), noRule);
        }
    }

    /** What the annotations tell, each method for itself, and what only the report knows. */
    private List<KnownEndpoint> endpoints() {
        List<KnownEndpoint> endpoints = new ArrayList<>(scanned());
        Set<String> names = endpoints.stream().map(KnownEndpoint::name).collect(Collectors.toSet());
        reported().filter(endpoint -> !names.contains(endpoint.name())).forEach(endpoints::add);
        return endpoints;
    }

    private List<KnownEndpoint> scanned() {
        Stream<Class<?>> known = resources.stream();
        if (application != null) {
            known = Stream.of(
                            known,
                            application.getClasses().stream(),
                            singletons(application).stream().map(Object::getClass))
                    .flatMap(classes -> classes);
        }
        return ResourceScan.of(known.distinct());
    }

    private Stream<KnownEndpoint> reported() {
        return protector == null ? Stream.empty() : rowsOf(protector).stream().map(KnownEndpoint::of);
    }

    private static @Nullable ResourceProtector registered(Application application) {
        return singletons(application).stream()
                .filter(ResourceProtector.class::isInstance)
                .map(ResourceProtector.class::cast)
                .findFirst()
                .orElse(null);
    }

    @SuppressWarnings("deprecation") // and still the one way that registers an instance on every runtime
    private static Set<Object> singletons(Application application) {
        return application.getSingletons();
    }

    /**
     * Names what is checked.
     *
     * @return for example {@code ProtectionCheck[Api, open: GET /health]}
     */
    @Override
    public String toString() {
        Object what = application == null ? base : application.getClass().getSimpleName();
        return "ProtectionCheck[" + what + ", open: " + String.join(", ", open) + "]";
    }
}

package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.challenge.OfferedSchemes;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.enforcement.AuthenticationResult.Possession;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.SenderConstraint.Proof;

/**
 * The one place that decides about the confirmation of a token and the scheme that it came under:
 * whether the caller proved to hold what the token is bound to.
 *
 * <p>Of a {@code cnf}, every member must be proved that is a registered confirmation method or that
 * a constraint is for, and at least one. Other members are tolerated beside it.
 *
 * <p>Immutable, thread-safe as far as the constraints are.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7800#section-3.1">RFC 7800, section 3.1</a>
 */
public final class SenderConstraints {

    /** Nothing can be proved: bound tokens are refused. */
    public static final SenderConstraints NONE = new SenderConstraints(List.of(), false);

    /** The registered confirmation methods: a token that has one must be proved by it. */
    private static final Set<String> METHODS = Set.of("jkt", "x5t#S256", "jwk", "jwe", "kid", "jku", "osc");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** What challenges say themselves. */
    private static final Set<String> OF_ALL_CHALLENGES = Set.of(
            "realm", "scope", "error", "error_description", "error_uri", "acr_values", "max_age", "resource_metadata");

    private static final Rejection UNPROVEN = Rejection.of(
            Reason.UNPROVEN_BINDING,
            "the token is bound to a key or certificate, and nothing proves that the caller has it");
    private static final Rejection OTHER_SCHEME = Rejection.of(
            Reason.UNPROVEN_BINDING, "the token is bound to a key or certificate, and came under another scheme");
    private static final Rejection NOTHING_TO_PROVE = Rejection.of(
            Reason.UNPROVEN_BINDING,
            "the token came under a scheme of bound tokens, and is not bound to what it proves");
    private static final Rejection UNBOUND =
            Rejection.of(Reason.UNBOUND_TOKEN, "the token is not bound to a key or certificate, as is demanded");

    private final List<SenderConstraint> constraints;
    private final Set<String> members = new HashSet<>();
    private final List<String> schemes;
    private final boolean required;

    /**
     * Puts constraints together. Those of the Bearer scheme come first, so that no proof is used up
     * if another one fails.
     *
     * @param required whether a token that is bound to nothing is refused
     * @throws IllegalStateException if two prove the same, or one is required and there is none
     */
    public SenderConstraints(List<SenderConstraint> constraints, boolean required) {
        this.constraints = constraints.stream()
                .sorted(Comparator.comparing(constraint -> !Credentials.BEARER.equals(constraint.scheme())))
                .toList();
        this.required = required;
        Set<String> names = new LinkedHashSet<>(List.of(Credentials.BEARER));
        for (SenderConstraint constraint : this.constraints) {
            String member =
                    Objects.requireNonNull(constraint.confirmationMember(), "the member of a sender constraint");
            if (!members.add(member)) {
                throw new IllegalStateException("two sender constraints prove the same member of cnf, " + member
                        + "; give one, so that it is clear what counts");
            }
            names.add(requireScheme(constraint.scheme()));
        }
        if (required && this.constraints.isEmpty()) {
            throw new IllegalStateException(
                    "requireSenderConstraint() without a senderConstraint(…) would let nobody in;"
                            + " add one, for example Dpop.builder().publicUri(…).build()");
        }
        this.schemes = List.copyOf(names);
    }

    private static String requireScheme(String scheme) {
        if (!TOKEN.matcher(scheme).matches()
                || (scheme.equalsIgnoreCase(Credentials.BEARER) && !scheme.equals(Credentials.BEARER))) {
            throw new IllegalStateException("the scheme of a sender constraint is Bearer, or a token of RFC 9110");
        }
        return scheme;
    }

    /** The schemes that tokens may come under. */
    List<String> schemes() {
        return schemes;
    }

    /** Whether a bound token can be accepted at all: whether there is a constraint. */
    public boolean canProve() {
        return !constraints.isEmpty();
    }

    /** What the metadata of the resource says of the constraints. */
    ResourceMetadata.Proofs proofs() {
        List<String> algorithms = constraints.stream()
                .filter(constraint -> constraint.confirmationMember().equals("jkt"))
                .map(constraint -> constraint.challengeParameters().getOrDefault("algs", ""))
                .flatMap(algs -> Stream.of(algs.split(" ", -1)))
                .filter(algorithm -> !algorithm.isEmpty())
                .toList();
        return new ResourceMetadata.Proofs(
                algorithms, required && members.equals(Set.of("jkt")), members.contains("x5t#S256"));
    }

    /**
     * The schemes that challenges offer, Bearer first.
     *
     * @throws IllegalStateException if a constraint has parameters that no challenge can have beside those of all
     */
    public OfferedSchemes offered() {
        List<OfferedSchemes.Scheme> any = new ArrayList<>();
        List<OfferedSchemes.Scheme> constrained = new ArrayList<>();
        for (String name : schemes) {
            Map<String, String> parameters = new LinkedHashMap<>();
            boolean isProvable = constraints.isEmpty();
            for (SenderConstraint constraint : constraints) {
                if (constraint.scheme().equals(name)) {
                    isProvable = true;
                    if (!name.equals(Credentials.BEARER)) {
                        Objects.requireNonNull(constraint.challengeParameters(), "the parameters of a challenge")
                                .forEach((key, value) -> addParameter(parameters, key, value));
                    }
                }
            }
            OfferedSchemes.Scheme scheme = new OfferedSchemes.Scheme(name, parameters);
            any.add(scheme);
            if (isProvable) {
                constrained.add(scheme);
            }
        }
        return new OfferedSchemes(required ? constrained : any, constrained);
    }

    private static void addParameter(Map<String, String> parameters, @Nullable String name, @Nullable String value) {
        if (name == null || value == null || !TOKEN.matcher(name).matches()) {
            throw new IllegalStateException(
                    "a parameter of the challenge of a sender constraint has a name that is no token of RFC 9110, or no value");
        }
        if (OF_ALL_CHALLENGES.contains(name.toLowerCase(Locale.ROOT))
                || parameters.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
            throw new IllegalStateException("the challenge of a sender constraint would have the parameter " + name
                    + " twice, because all challenges have it, or another constraint of the scheme does");
        }
        parameters.put(name, value);
    }

    /** The rejection of a token that is not bound, at an endpoint that demands it; else null. */
    static @Nullable Rejection unbound(Rule rule, Possession possession) {
        return rule.senderConstrained() && !possession.proved() ? UNBOUND : null;
    }

    /** What operators should know of the settings of the constraints. */
    List<String> warnings() {
        return constraints.stream()
                .flatMap(constraint -> constraint.warnings().stream())
                .toList();
    }

    /** The status of each constraint. */
    public List<Status> status() {
        return constraints.stream()
                .flatMap(constraint -> constraint.status().stream())
                .toList();
    }

    /** Why no proof could make a token acceptable; null if proofs decide, or none is needed. */
    @Nullable
    Rejection unprovable(AccessToken token, String scheme) {
        boolean isBearer = scheme.equals(Credentials.BEARER);
        Confirmation confirmation = token.confirmation();
        if (confirmation == null) {
            return !isBearer ? NOTHING_TO_PROVE : required ? UNBOUND : null;
        }
        Set<String> bound = confirmation.members().keySet();
        if (bound.stream().noneMatch(members::contains)
                || bound.stream().anyMatch(member -> METHODS.contains(member) && !members.contains(member))) {
            return UNPROVEN;
        }
        boolean isOfScheme = isBearer;
        for (SenderConstraint constraint : constraints) {
            if (bound.contains(constraint.confirmationMember())) {
                if (constraint.scheme().equals(scheme)) {
                    isOfScheme = true;
                } else if (!constraint.scheme().equals(Credentials.BEARER)) {
                    return OTHER_SCHEME;
                }
            }
        }
        return isOfScheme ? null : NOTHING_TO_PROVE;
    }

    /** What can be proved for a token. */
    Examination examine(PresentedToken presented) {
        return new Examination(presented);
    }

    /** What was proved for one token. Used on one thread. */
    final class Examination {

        private final PresentedToken presented;
        private final boolean isBearer;

        /** The proofs that were looked at so far, each at the place of its constraint. */
        private final @Nullable Proof[] proofs = new Proof[constraints.size()];

        private boolean proved;

        Examination(PresentedToken presented) {
            this.presented = presented;
            this.isBearer = presented.scheme().equals(Credentials.BEARER);
        }

        private boolean isOfScheme(int index) {
            return constraints.get(index).scheme().equals(presented.scheme());
        }

        private Proof proof(int index) {
            Proof known = proofs[index];
            if (known == null) {
                known = Objects.requireNonNull(
                        constraints.get(index).examine(presented),
                        "a SenderConstraint answered null instead of a proof");
                proofs[index] = known;
            }
            return known;
        }

        /**
         * Looks at the proofs that belong to a scheme of bound tokens: why the token need not be
         * looked at, or null.
         */
        @Nullable
        Rejection refusal() {
            Rejection refusal = null;
            for (int i = 0; i < proofs.length && !isBearer && refusal == null; i++) {
                refusal = isOfScheme(i) ? proof(i).refusal() : null;
            }
            return refusal;
        }

        /**
         * The rejection of a valid token that this caller must not use, because what it is bound to
         * was not proved, or its scheme is for other tokens; else null.
         */
        @Nullable
        Rejection unproven(AccessToken token) {
            Confirmation confirmation = token.confirmation();
            Rejection unprovable = unprovable(token, presented.scheme());
            if (unprovable != null || confirmation == null) {
                return unprovable;
            }
            Rejection unproven = unproven(confirmation);
            proved = unproven == null;
            return unproven;
        }

        private @Nullable Rejection unproven(Confirmation confirmation) {
            for (int i = 0; i < proofs.length; i++) {
                if (confirmation.members().containsKey(constraints.get(i).confirmationMember())) {
                    Rejection refusal = proof(i).refusal();
                    Rejection unproven = refusal == null ? proof(i).verify(confirmation) : refusal;
                    if (unproven != null) {
                        return unproven;
                    }
                }
            }
            return null;
        }

        /** Later ones replace what is there, except that an answer varies on all that was looked at. */
        private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
            Map<String, String> both = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            both.putAll(one);
            other.forEach((name, value) -> both.merge(
                    name,
                    value,
                    (before, more) -> HttpHeaders.VARY.equalsIgnoreCase(name) ? before + ", " + more : more));
            return both;
        }

        Possession possession() {
            Map<String, String> headers = Map.of();
            for (Proof proof : proofs) {
                if (proof != null && !proof.responseHeaders().isEmpty()) {
                    headers = both(headers, proof.responseHeaders());
                }
            }
            return isBearer && !proved && headers.isEmpty()
                    ? Possession.BEARER
                    : new Possession(presented.scheme(), proved, headers);
        }
    }
}

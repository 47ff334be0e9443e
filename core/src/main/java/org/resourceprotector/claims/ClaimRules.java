package org.resourceprotector.claims;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.token.Rejection.Reason;

/**
 * What the application says of claims that tell access tokens from the other tokens of a server.
 *
 * <p>Immutable, thread-safe.
 *
 * @param required the claims that must be there, each with sets of values: of each set it must
 *     have one, and of a set without any it may have any
 * @param refused the claims that must not be there
 */
public record ClaimRules(Map<String, Set<Set<String>>> required, Set<String> refused) {

    /** Says nothing. */
    public static final ClaimRules NONE = new ClaimRules(Map.of(), Set.of());

    /** The claims in which servers write what a token is for. */
    private static final List<String> KINDS = List.of("typ", "token_use", "token_type", "tokenName");

    /** What they write there of tokens that are not access tokens, in lower case. */
    private static final Set<String> OTHER_KINDS = Set.of(
            "refresh",
            "refresh_token",
            "refreshtoken",
            "offline",
            "id",
            "id_token",
            "idtoken",
            "logout",
            "logout_token");

    public ClaimRules {
        required = Map.copyOf(required);
        refused = Set.copyOf(refused);
    }

    /** The same rules and one more. Another one of the same claim holds all the same. */
    public ClaimRules requiring(String claim, String... values) {
        Set<Set<String>> rules = new HashSet<>(required.getOrDefault(claim, Set.of()));
        rules.add(Set.copyOf(List.of(values)));
        Map<String, Set<Set<String>>> more = new LinkedHashMap<>(required);
        more.put(claim, Set.copyOf(rules));
        return new ClaimRules(more, refused);
    }

    /** The same rules and one more. */
    public ClaimRules refusing(String claim) {
        Set<String> more = new TreeSet<>(refused);
        more.add(claim);
        return new ClaimRules(required, more);
    }

    /** Refuses a token that does not meet the rules. */
    public void check(Map<String, @Nullable Object> claims) throws RejectedException {
        for (Map.Entry<String, Set<Set<String>>> rule : required.entrySet()) {
            Object value = claims.get(rule.getKey());
            if (value == null) {
                throw new RejectedException(
                        Reason.WRONG_TYPE,
                        "the claim " + rule.getKey() + " is missing, and requireClaim demands it of access tokens");
            }
            for (Set<String> wanted : rule.getValue()) {
                if (!wanted.isEmpty() && !hasOneOf(value, wanted)) {
                    throw new RejectedException(
                            Reason.WRONG_TYPE,
                            "the claim " + rule.getKey() + " is " + Quoted.of(value) + ", and requireClaim demands "
                                    + Quoted.listed(new TreeSet<>(wanted)));
                }
            }
        }
        for (String name : refused) {
            if (claims.containsKey(name)) {
                throw new RejectedException(
                        Reason.WRONG_TYPE, "there is the claim " + name + ", which refuseClaim does not want");
            }
        }
    }

    private static boolean hasOneOf(Object value, Set<String> wanted) {
        return value instanceof Collection<?> several
                ? several.stream().anyMatch(one -> wanted.contains(String.valueOf(one)))
                : wanted.contains(String.valueOf(value));
    }

    /** Refuses a token that says itself that it is a refresh, ID or logout token. */
    public static void refuseOtherKinds(Map<String, @Nullable Object> claims) throws RejectedException {
        for (String name : KINDS) {
            if (claims.get(name) instanceof String kind && OTHER_KINDS.contains(kind.toLowerCase(Locale.ROOT))) {
                throw new RejectedException(
                        Reason.WRONG_TYPE, "the claim " + name + " is " + Quoted.of(kind) + ", no access token");
            }
        }
    }
}

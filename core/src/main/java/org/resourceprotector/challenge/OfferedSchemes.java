package org.resourceprotector.challenge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The authentication schemes that challenges offer, {@code Bearer} first, because some clients read
 * no further.
 *
 * @param any those for any token; at least one
 * @param constrained those for tokens that are bound to a key or certificate of the caller; at
 *     least one
 */
public record OfferedSchemes(List<Scheme> any, List<Scheme> constrained) {

    private static final List<Scheme> BEARER_ONLY = List.of(new Scheme("Bearer", Map.of()));

    /** No scheme but {@code Bearer}. */
    public static final OfferedSchemes BEARER = new OfferedSchemes(BEARER_ONLY, BEARER_ONLY);

    public OfferedSchemes {
        any = List.copyOf(any);
        constrained = List.copyOf(constrained);
    }

    /**
     * A scheme by its registered name, and what its challenge has besides the parameters of all, in
     * this order.
     */
    public record Scheme(String name, Map<String, String> parameters) {

        public Scheme {
            parameters = new LinkedHashMap<>(parameters);
        }
    }
}

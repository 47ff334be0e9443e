package org.resourceprotector.load.soak;

import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * A kind of visit.
 *
 * @param name for the report
 * @param isGood whether it should get in
 * @param weight how often it comes, beside the others
 * @param plans makes one
 */
record Kind(String name, boolean isGood, int weight, Plans plans) {

    /** Makes visits. */
    interface Plans {

        /** What is sent to a node; null if there is nothing to send now. */
        Plan plan(Node node, Random random);
    }

    /**
     * What is sent, and what must come of it.
     *
     * @param headers names and values in turn
     * @param afterwards hears the status
     * @param shown whose key the node knows after a 200; null if that tells nothing
     */
    record Plan(String path, List<String> headers, Expected expected, IntConsumer afterwards, Jwt shown) {

        Plan(String path, List<String> headers, Expected expected) {
            this(path, headers, expected, status -> {}, null);
        }

        /** A good JWT, of which the node then knows the key. */
        static Plan good(String path, Jwt token) {
            List<String> headers = List.of("Authorization", "Bearer " + token.value());
            return new Plan(path, headers, Expected.goodJwt(token), status -> {}, token);
        }

        static Plan bearer(String path, String token, Expected expected) {
            return new Plan(path, List.of("Authorization", "Bearer " + token), expected);
        }
    }

    static Kind good(String name, int weight, Plans plans) {
        return new Kind(name, true, weight, plans);
    }

    static Kind hostile(String name, int weight, Plans plans) {
        return new Kind(name, false, weight, plans);
    }

    /** One of these, by their weights. */
    static Kind any(List<Kind> kinds, Random random) {
        int left = random.nextInt(kinds.stream().mapToInt(Kind::weight).sum());
        for (Kind kind : kinds) {
            left -= kind.weight();
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("no kind");
    }

    @Override
    public String toString() {
        return name;
    }
}

package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.Rejection.Reason;

/** Which authorization details an application may tell a client to ask for. */
class NeededDetailsTest {

    private static Rejection needing(List<Map<String, Object>> details) {
        return new Rejection(Reason.NOT_PERMITTED, "", Set.of(), null, null, details);
    }

    private static void refuses(Map<String, Object> detail) {
        List<Map<String, Object>> details = List.of(detail);
        assertThrows(IllegalArgumentException.class, () -> needing(details));
    }

    private static Map<String, Object> with(Object value) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("type", "t");
        detail.put("x", value);
        return detail;
    }

    @Test
    void details_areCopiedWithTheirMembersInOrder() {
        List<Object> actions = new ArrayList<>(List.of("initiate"));
        Map<String, Object> detail = new HashMap<>(Map.of("type", "payment", "actions", actions, "limit", 5));
        Rejection rejection = needing(List.of(detail));
        actions.add("cancel");
        detail.put("limit", 6);
        Map<String, Object> copy = rejection.neededDetails().get(0);
        assertThat(copy, is(Map.of("type", "payment", "actions", List.of("initiate"), "limit", 5)));
        assertThat(copy.keySet(), contains("actions", "limit", "type"));
        assertThrows(UnsupportedOperationException.class, () -> copy.put("a", "b"));
        assertThrows(
                UnsupportedOperationException.class,
                () -> rejection.neededDetails().clear());
        assertThrows(UnsupportedOperationException.class, () -> ((List<?>) copy.get("actions")).clear());
    }

    @Test
    void details_areMadeOfJson() {
        for (Object value : List.of(
                "",
                true,
                1,
                2L,
                2.5,
                new BigDecimal("1.50"),
                BigInteger.TEN,
                List.of(),
                Map.of(),
                List.of(List.of(1)))) {
            assertThat(needing(List.of(with(value))).neededDetails().get(0).get("x"), is(value));
        }
        for (Object value : new Object[] {
            null,
            'c',
            Double.NaN,
            Double.POSITIVE_INFINITY,
            new AtomicInteger(),
            new Object(),
            new int[] {1},
            Set.of("x"),
            Map.of(1, "x"),
            Collections.singletonList(null)
        }) {
            refuses(with(value));
        }
    }

    @Test
    @DisplayName("R9396-9.1-a authorization details that are needed have a type, which is a text")
    void details_haveAType() {
        refuses(Map.of());
        refuses(Map.of("type", " "));
        refuses(Map.of("type", List.of("payment")));
        assertThat(needing(List.of()).neededDetails(), is(List.of()));
    }

    @Test
    void details_areBounded() {
        // 1 for the map, 4 and 1 for the type, 1 for the name
        needing(List.of(Map.of("type", "t", "x", "y".repeat(4_089))));
        refuses(Map.of("type", "t", "x", "y".repeat(4_090)));
        needing(List.of(with(Collections.nCopies(4_088 / 4, true))));
        refuses(with(Collections.nCopies(4_088 / 4 + 1, true)));
        refuses(Map.of("type", "t", "x", "y".repeat(4_100)));
        refuses(with(Collections.nCopies(5_000, true)));
        refuses(with(Collections.nCopies(5_000, List.of())));
        refuses(with(Map.of("y".repeat(5_000), 1)));
        refuses(with(new BigDecimal(BigInteger.TEN.pow(5_000))));
        List<Map<String, Object>> many = Collections.nCopies(2_000, Map.of("type", "t"));
        assertThrows(IllegalArgumentException.class, () -> needing(many));
        Object deepest = List.of(List.of(List.of(List.of(List.of(Map.of("x", 1))))));
        assertThat(needing(List.of(with(deepest))).neededDetails().get(0).get("x"), is(deepest));
        refuses(with(List.of(deepest)));
        Object nested = "x";
        for (int i = 0; i < 10_000; i++) {
            nested = List.of(nested);
        }
        refuses(with(nested));
        Map<String, Object> cycle = new HashMap<>(Map.of("type", "t"));
        cycle.put("x", cycle);
        refuses(cycle);
    }

    @Test
    void rejectionsWithOtherDetails_areNotEqual() {
        Rejection one = needing(List.of(Map.of("type", "payment")));
        assertThat(one, is(needing(List.of(Map.of("type", "payment")))));
        assertThat(
                one.hashCode(), is(needing(List.of(Map.of("type", "payment"))).hashCode()));
        assertThat(one, is(not(Rejection.of(Reason.NOT_PERMITTED))));
        assertThat(one.from("https://as.example.com").neededDetails(), is(one.neededDetails()));
    }
}

package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ProtectionException;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** How long a header may be that a protector looks at. */
class HeaderLimitTest {

    private static final int MAX_LENGTH = 16_384;

    private final ResourceProtector protector = ResourceProtector.with(token -> Verdict.notMine());

    private Reason refusal(String header) {
        AcquiringRequest request = FakeAcquiring.of(header);
        return assertThrows(
                        ProtectionException.class,
                        () -> protector.acquire(request.headers(), request.uriInfo(), request.request()))
                .rejection()
                .reason();
    }

    @Test
    @DisplayName("a header of 16,384 characters is looked at, a longer one is malformed")
    void longerHeader_isMalformed() {
        String longest = "Bearer " + "x".repeat(MAX_LENGTH - "Bearer ".length());
        assertThat(refusal(longest), is(Reason.UNKNOWN));
        assertThat(refusal(longest + "x"), is(Reason.MALFORMED_REQUEST));
    }

    @Test
    void longHeaderOfAnotherScheme_isNoneOfOurs() {
        assertThat(refusal("Negotiate " + "x".repeat(MAX_LENGTH)), is(Reason.MISSING));
        assertThat(refusal("x".repeat(MAX_LENGTH + 1)), is(Reason.MISSING));
    }
}

package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.jspecify.annotations.Nullable;

/** What a validator that remembers says to a digest alone. */
public final class Recalled {

    private Recalled() {}

    /** The token as it is recalled; null where it is not. */
    public static @Nullable AccessToken by(RememberingValidator validator, String token) {
        TokenDigest digest = TokenDigest.ofBearer("Bearer " + token, 7, 7 + token.length());
        return digest == null ? null : validator.recall(digest);
    }

    /** Asserts that a token is recalled only where it is accepted, and as the same. */
    public static Verdict agreeing(Verdict verdict, @Nullable AccessToken recalled) {
        if (recalled != null) {
            assertThat(verdict, is(Verdict.accepted(recalled)));
        }
        return verdict;
    }
}

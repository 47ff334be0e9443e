package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/**
 * A validator on the tests' bench, with its clock and keys within reach. Every token is shown twice.
 */
final class JwtFixture {

    final MovedClock clock = new MovedClock();
    final FakeKeySource keys;
    final JwtValidator validator;

    private JwtFixture(FakeKeySource keys, JwtValidator.Builder settings) {
        this.keys = keys;
        this.validator = settings.issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(keys)
                .clock(clock)
                .build();
    }

    static JwtFixture strict() {
        return with(JwtValidator.builder());
    }

    static JwtFixture with(JwtValidator.Builder settings) {
        return new JwtFixture(FakeKeySource.published(), settings);
    }

    static JwtFixture with(JwtProfile profile) {
        return with(JwtValidator.builder().profile(profile));
    }

    static JwtFixture with(JwtValidator.Builder settings, VerificationKey... keys) {
        return new JwtFixture(new FakeKeySource(keys), settings);
    }

    static JwtFixture with(VerificationKey... keys) {
        return new JwtFixture(new FakeKeySource(keys), JwtValidator.builder());
    }

    Verdict show(String token) {
        return validator.validate(PresentedToken.bearer(token));
    }

    /** The token; asserts that it is accepted, and the same when it comes again. */
    JwtAccessToken accepted(String token) {
        Verdict first = show(token);
        assertThat(first, instanceOf(Verdict.Accepted.class));
        assertThat(show(token), is(instanceOf(Verdict.Accepted.class)));
        return (JwtAccessToken) ((Verdict.Accepted) first).token();
    }

    JwtAccessToken accepted(TokenForge forge) {
        return accepted(forge.token());
    }

    void rejected(Reason reason, String token) {
        for (int time = 1; time <= 2; time++) {
            Verdict verdict = show(token);
            assertThat(verdict, instanceOf(Verdict.Rejected.class));
            assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(reason));
        }
    }

    void rejected(Reason reason, TokenForge forge) {
        rejected(reason, forge.token());
    }

    /** Asserts that a text is not accepted: either no header can carry it, or the validator says no. */
    void refused(String text) {
        PresentedToken presented;
        try {
            presented = PresentedToken.bearer(text);
        } catch (IllegalArgumentException noToken68) {
            return;
        }
        for (int time = 1; time <= 2; time++) {
            assertThat(validator.validate(presented), is(not(instanceOf(Verdict.Accepted.class))));
        }
    }

    void notMine(String token) {
        assertThat(show(token), is(Verdict.notMine()));
        assertThat(show(token), is(Verdict.notMine()));
    }
}

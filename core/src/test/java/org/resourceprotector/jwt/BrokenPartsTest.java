package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.resourceprotector.LogLines;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.BreakingProvider;
import org.resourceprotector.jose.Failing;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** What users plug in and what breaks: whatever it does, no token is accepted that should not be. */
class BrokenPartsTest {

    private final TokenForge good = TokenForge.good();
    private final String token = good.token();

    /** A source that does what a test wants. */
    private static KeySource source(Supplier<KeySet> known, Supplier<KeySet> looked) {
        return new KeySource() {
            @Override
            public KeySet keys() {
                return known.get();
            }

            @Override
            public KeySet refreshFor(String keyId) {
                return looked.get();
            }
        };
    }

    private static JwtValidator.Builder settings(KeySource source) {
        return JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(source)
                .clock(new MovedClock());
    }

    private static Verdict show(JwtValidator validator, String token) {
        return validator.validate(PresentedToken.bearer(token));
    }

    @Test
    @DisplayName("A130: a key source that fails is no verdict, whatever it throws")
    void failingSource() {
        for (Throwable failure : List.of(
                new IllegalStateException("broken"),
                new ValidationUnavailableException("down"),
                new NoClassDefFoundError("x"),
                new StackOverflowError(),
                new IOException("checked"))) {
            JwtValidator always = settings(source(Failing.with(failure), Failing.with(failure)))
                    .build();
            JwtValidator whenAsked = settings(
                            source(() -> FakeKeySource.published().keys(), Failing.with(failure)))
                    .build();
            assertThrows(failure.getClass(), () -> show(always, token));
            assertThrows(
                    failure.getClass(),
                    () -> show(whenAsked, good.header("kid", "k2").token()));
            assertThat(show(whenAsked, token), instanceOf(Verdict.Accepted.class));
        }
    }

    @Test
    void sourceThatFailsLaterTakesBackWhatIsRemembered() {
        KeySet published = FakeKeySource.published().keys();
        List<Supplier<KeySet>> behaviour = new ArrayList<>(List.of(() -> published));
        JwtValidator validator = settings(source(() -> behaviour.get(0).get(), () -> new KeySet(List.of())))
                .build();
        assertThat(show(validator, token), instanceOf(Verdict.Accepted.class));
        for (Supplier<KeySet> broken : List.<Supplier<KeySet>>of(
                () -> null, Failing.with(new IllegalStateException()), Failing.with(new IOException()))) {
            behaviour.set(0, broken);
            assertThrows(Exception.class, () -> show(validator, token));
        }
        behaviour.set(0, () -> new KeySet(List.of()));
        assertThat(show(validator, token), instanceOf(Verdict.Rejected.class));
    }

    @Test
    void nullInsteadOfKeysIsADefectAndNoVerdict() {
        JwtValidator never = settings(source(() -> null, () -> null)).build();
        JwtValidator whenAsked = settings(source(() -> FakeKeySource.published().keys(), () -> null))
                .build();

        NullPointerException e = assertThrows(NullPointerException.class, () -> show(never, token));
        assertThat(e.getMessage(), containsString("KeySource"));
        assertThrows(
                NullPointerException.class,
                () -> show(whenAsked, good.header("kid", "k2").token()));
        for (Executable call : new Executable[] {
            () -> new KeySet(null),
            () -> new KeySet(Arrays.asList((VerificationKey) null)),
            () -> new VerificationKey("k1", null, Set.of("RS256")),
            () -> new VerificationKey("k1", Keys.RSA.getPublic(), null),
        }) {
            assertThrows(NullPointerException.class, call);
        }
    }

    @Test
    void keyThatIsForNothingOrOfAnUnknownKindIsNoKey() {
        PublicKey strange = new PublicKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return "X.509";
            }

            @Override
            public byte[] getEncoded() {
                return Keys.RSA.getPublic().getEncoded();
            }
        };
        JwtFixture.with(new VerificationKey("k1", strange, Set.of("RS256"))).rejected(Reason.WRONG_ALGORITHM, good);
        JwtFixture.with(new VerificationKey("k1", Keys.RSA.getPublic(), Set.of()))
                .rejected(Reason.WRONG_ALGORITHM, good);
        JwtFixture.with(new VerificationKey("k1", Keys.RSA.getPublic(), Set.of("none", "rs256", "HS256")))
                .rejected(Reason.WRONG_ALGORITHM, good);
    }

    /** A clock that tells what a test wants. */
    private static final class OddClock extends Clock {

        private Supplier<Instant> now;

        OddClock(Supplier<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void clockThatFailsIsNoVerdict() {
        for (Supplier<Instant> broken : List.<Supplier<Instant>>of(
                () -> null, Failing.with(new IllegalStateException()), Failing.with(new IOException()))) {
            OddClock clock = new OddClock(() -> TokenForge.NOW);
            JwtValidator validator =
                    settings(FakeKeySource.published()).clock(clock).build();
            assertThat(show(validator, token), instanceOf(Verdict.Accepted.class));
            clock.now = broken;
            assertThrows(Exception.class, () -> show(validator, token));
            assertThrows(
                    Exception.class,
                    () -> show(validator, good.claim("jti", "another").token()));
        }
    }

    @Test
    void clockAtEitherEndOfTimeAcceptsNothing() {
        for (Instant end : List.of(Instant.MIN, Instant.EPOCH, Instant.MAX)) {
            JwtValidator validator = settings(FakeKeySource.published())
                    .clock(new OddClock(() -> end))
                    .build();
            boolean accepted;
            try {
                accepted = show(validator, token) instanceof Verdict.Accepted;
            } catch (RuntimeException e) {
                accepted = false;
            }
            assertThat(end.toString(), accepted, is(false));
        }
    }

    @Test
    void providerThatFails_leavesSignaturesToThePlatform() {
        String changed = good.signedBy(Keys.OTHER_RSA).token();
        for (Throwable failure : List.of(
                new IllegalStateException("broken"),
                new ProviderException("the device is gone"),
                new InvalidKeyException("no session"))) {
            Provider broken = new BreakingProvider("Device" + failure.getClass().getSimpleName(), failure);
            JwtValidator validator =
                    settings(FakeKeySource.published()).provider(broken).build();
            try (LogLines log = new LogLines()) {
                assertThat(failure.toString(), show(validator, token), instanceOf(Verdict.Accepted.class));
                assertThat(
                        log.lines(),
                        contains(allOf(
                                containsString(
                                        "WARNING: the provider " + broken.getName() + " of provider(...) failed"),
                                containsString(failure.getClass().getName()),
                                not(containsString(failure.getMessage())))));
            }
            assertThat(show(validator, changed), is(instanceOf(Verdict.Rejected.class)));
        }
    }

    /** What that says of a bad signature is no warning, as strangers can bring it about. */
    @Test
    void signatureExceptionAtEd25519_leavesItToThePlatform() {
        TokenForge forge = good.algorithm("EdDSA");
        FakeKeySource keys = FakeKeySource.published();
        keys.publish(Keys.key("k1", Keys.pairFor("EdDSA"), "EdDSA"));
        Provider broken = new BreakingProvider("DeviceOfEd25519", new SignatureException("no session"));
        JwtValidator validator = settings(keys).provider(broken).build();
        List<String> parts = TokenForge.parts(forge.token());
        String other = TokenForge.parts(forge.claim("sub", "x").token()).get(2);

        try (LogLines log = new LogLines()) {
            assertThat(
                    show(validator, parts.get(0) + "." + parts.get(1) + "." + other),
                    is(instanceOf(Verdict.Rejected.class)));
            assertThat(log.lines(), is(empty()));
            assertThat(show(validator, forge.token()), is(instanceOf(Verdict.Accepted.class)));
            assertThat(
                    log.lines(),
                    contains(containsString("the provider DeviceOfEd25519 of provider(...) failed at a signature")));
        }
    }

    @Test
    void providerWhoseCodeIsMissing_isNoVerdict() {
        Provider broken = new BreakingProvider("Native", new UnsatisfiedLinkError("native"));
        JwtValidator validator =
                settings(FakeKeySource.published()).provider(broken).build();

        assertThrows(UnsatisfiedLinkError.class, () -> show(validator, token));
    }
}

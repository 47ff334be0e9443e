package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.resourceprotector.jose.JwsVerifier;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

/** Signature checks by other providers than those of the platform. Native libraries, for Linux on x86-64. */
class ProviderTest {

    private static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    private final TokenForge good = TokenForge.good();

    enum Native {
        CONSCRYPT,
        CORRETTO;

        Provider provider() {
            return this == CONSCRYPT ? Conscrypt.newProvider() : AmazonCorrettoCryptoProvider.INSTANCE;
        }
    }

    private JwtFixture bench(Native by, String algorithm) {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().provider(by.provider()));
        bench.keys.publish(Keys.key("k1", Keys.pairFor(algorithm), algorithm));
        return bench;
    }

    @ParameterizedTest
    @EnumSource
    void goodSignaturesAreGood(Native by) {
        for (String algorithm : ALGORITHMS) {
            bench(by, algorithm).accepted(good.algorithm(algorithm));
        }
    }

    @ParameterizedTest
    @EnumSource
    void badSignaturesAreBad(Native by) {
        for (String algorithm : ALGORITHMS) {
            JwtFixture bench = bench(by, algorithm);
            List<String> parts = TokenForge.parts(good.algorithm(algorithm).token());
            String input = parts.get(0) + "." + parts.get(1) + ".";
            byte[] signature = Base64.getUrlDecoder().decode(parts.get(2));
            List<String> others =
                    TokenForge.parts(good.algorithm(algorithm).claim("sub", "x").token());

            bench.rejected(Reason.BAD_SIGNATURE, input + others.get(2));
            bench.rejected(Reason.BAD_SIGNATURE, input);
            for (int length : new int[] {1, signature.length - 1, signature.length + 1, 2 * signature.length}) {
                bench.rejected(Reason.BAD_SIGNATURE, input + TokenForge.base64(Arrays.copyOf(signature, length)));
            }
            for (byte filler : new byte[] {0, 1, -1}) {
                byte[] filled = new byte[signature.length];
                Arrays.fill(filled, filler);
                bench.rejected(Reason.BAD_SIGNATURE, input + TokenForge.base64(filled));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void secretsAreChecked(Native by) {
        JwtFixture bench = JwtFixture.with(
                JwtValidator.builder().provider(by.provider()).acceptSymmetricKey(Keys.SECRET, "HS256"));

        bench.accepted(good.macced("HS256", Keys.SECRET));
        bench.rejected(
                Reason.BAD_SIGNATURE,
                good.macced("HS256", Keys.OTHER_RSA.getPublic().getEncoded()));
    }

    @ParameterizedTest
    @EnumSource
    void providerIsAskedAndNeedsNotBeInstalled(Native by) {
        assertThat(Security.getProvider(by.provider().getName()), is(nullValue()));
        AskedProvider provider = new AskedProvider(by.provider());
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 1);
        for (String algorithm : List.of("RS256", "PS256", "ES256")) {
            JwsVerifier check = JwsVerifier.with(Keys.pairFor(algorithm).getPublic(), algorithm, provider);
            int before = provider.signatures;

            check.passes(ones, ones);

            assertThat(algorithm, provider.signatures, is(greaterThan(before)));
        }
    }

    /** The platform's own says so by an exception. */
    @Test
    void providerThatThrowsAtABadSignatureIsAsked() {
        AskedProvider provider = new AskedProvider(Security.getProvider("SunEC"));
        JwsVerifier check = JwsVerifier.with(Keys.pairFor("EdDSA").getPublic(), "EdDSA", provider);
        int before = provider.signatures;
        byte[] filled = new byte[64];
        Arrays.fill(filled, (byte) -1);

        assertThat(check.passes(filled, filled), is(false));
        assertThat(provider.signatures, is(greaterThan(before)));
    }

    @Test
    void providerThatCanDoNothingLeavesItToThePlatform() {
        Provider empty = new EmptyProvider();
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().provider(empty));

        bench.accepted(good);
        bench.rejected(Reason.BAD_SIGNATURE, good.signedBy(Keys.OTHER_RSA));
        assertThat(bench.validator.toString(), containsString("provider=Empty"));
        assertThat(bench.validator.toString(), not(containsString("version")));
    }

    /** Another provider, which counts how often it is asked for signatures. */
    private static final class AskedProvider extends Provider {

        private static final long serialVersionUID = 1L;

        private final transient Provider asked;
        private int signatures;

        AskedProvider(Provider asked) {
            super("Asked", "1", "is asked");
            this.asked = asked;
        }

        @Override
        public Service getService(String type, String algorithm) {
            if (type.equals("Signature")) {
                signatures++;
            }
            return asked.getService(type, algorithm);
        }
    }

    private static final class EmptyProvider extends Provider {

        private static final long serialVersionUID = 1L;

        EmptyProvider() {
            super("Empty", "1", "can do nothing");
        }
    }
}

package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Verdict;

/** Tenants that publish the same set: a key in it may be for the tokens of one of them. */
class KeyOfOneIssuerTest {

    private static final String ENTRA = "https://login.microsoftonline.com/";

    private static VerificationKey keyOf(String issuer) {
        return new VerificationKey("k1", Keys.RSA.getPublic(), Set.of("RS256"), issuer);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a/{tenantid}/v2.0, https://a/t/v2.0,   true",
        "https://a/{tenantid}/v2.0, https://a/t/v1.0,   false",
        "https://a/{tenantid}/v2.0, https://a//v2.0,    false",
        "https://a/{tenantid}/v2.0, https://a/v2.0,     false",
        "https://a/{tenantid}/v2.0, https://a/x/y/v2.0, false",
        "https://a/{tenantid}/v2.0, https://a//x/v2.0,  false",
        "https://a/{tenantid}/v2.0, https://b/t/v2.0,   false",
        "https://a/{tenantid},      https://a/t,        true",
        "https://a/{other}/v2.0,    https://a/t/v2.0,   false",
        "https://a/t/v2.0,          https://a/t/v2.0,   true",
        "https://a/t/v2.0,          https://a/T/v2.0,   false",
    })
    void keyIsForItsIssuer(String issuer, String name, boolean is) {
        assertThat(keyOf(issuer).isFor(name), is(is));
    }

    @Test
    void keyThatSaysNothingIsForAll() {
        VerificationKey key = new VerificationKey("k1", Keys.RSA.getPublic(), Set.of("RS256"));
        assertThat(key.isFor("x"), is(true));
        assertThat(key.toString(), is("VerificationKey[k1, [RS256]]"));
    }

    @Test
    @DisplayName("RJOSE-8725-3.8-a a key that says another issuer signs no token of this one")
    void keyOfAnotherTenantSignsNothing() {
        assertThat(accepts(ENTRA + "consumers/v2.0", ENTRA + "ours/v2.0"), is(false));
        assertThat(accepts(ENTRA + "ours/v2.0", ENTRA + "ours/v2.0"), is(true));
        assertThat(accepts(ENTRA + "{tenantid}/v2.0", ENTRA + "ours/v2.0"), is(true));
    }

    private static boolean accepts(String published, String issuer) {
        String key = PublishedKeys.json(PublishedKeys.rsa("k1", Keys.RSA))
                .replace("\"kid\"", "\"issuer\":\"" + published + "\",\"kid\"");
        JwtValidator validator = JwtValidator.builder()
                .issuer(issuer)
                .audience(TokenForge.AUDIENCE)
                .keys(KeySource.jwkSet(key))
                .clock(new MovedClock())
                .build();
        String token = TokenForge.good().claim("iss", issuer).token();
        return validator.validate(PresentedToken.bearer(token)) instanceof Verdict.Accepted;
    }
}

package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.keys.VerificationKey;

/** R9110-17.16-a: what holds a secret does not show it. */
class SecretsTest {

    private static final String MARKER = "m4rk3r";

    @Test
    @DisplayName("R9110-17.16-a a presented token shows its scheme and method only")
    void aPresentedTokenShowsNothing() {
        PresentedToken token = new PresentedToken(
                "Bearer", MARKER, "POST", URI.create("http://localhost/?t=" + MARKER), name -> List.of(MARKER));
        assertThat(token.toString(), is("PresentedToken[Bearer, POST]"));
        assertThat(token.request().toString(), is("Told"));
        assertThat(token.method(), is("POST"));
        assertThat(token.header("any"), is(List.of(MARKER)));
        assertThat(token.request().remoteAddress(), is(nullValue()));
        assertThat(token.request().clientCertificate(), is(nullValue()));
        assertThat(String.valueOf(List.of(token)), not(containsString(MARKER)));
        assertThat(PresentedToken.bearer(MARKER).toString(), is("PresentedToken[Bearer, GET]"));
    }

    @Test
    @DisplayName("R9110-17.16-a a verdict does not show the token that it accepts")
    void aVerdictShowsNothing() {
        AccessToken careless = new AccessToken() {
            @Override
            public String getName() {
                return "alice";
            }

            @Override
            public Set<String> scopes() {
                return Set.of();
            }

            @Override
            public String toString() {
                return MARKER;
            }
        };
        assertThat(Verdict.accepted(careless).toString(), is("Accepted"));
        assertThat(Verdict.notMine().toString(), is("NotMine"));
    }

    @Test
    @DisplayName("R9110-17.16-a a key does not show itself")
    void aKeyShowsNothing() {
        VerificationKey key = new VerificationKey(
                "id",
                new SecretKeySpec(MARKER.repeat(8).getBytes(java.nio.charset.StandardCharsets.UTF_8), "HmacSHA256"),
                Set.of("HS256"));
        assertThat(key.toString(), is("VerificationKey[id, [HS256]]"));
    }

    @Test
    void nothingOfAPresentedTokenMayBeMissing() {
        URI uri = URI.create("");
        assertThrows(NullPointerException.class, () -> PresentedToken.bearer(null));
        assertThrows(NullPointerException.class, () -> new PresentedToken(null, "v", "GET", uri, name -> List.of()));
        assertThrows(NullPointerException.class, () -> new PresentedToken("s", "v", null, uri, name -> List.of()));
        assertThrows(NullPointerException.class, () -> new PresentedToken("s", "v", "GET", null, name -> List.of()));
        assertThrows(NullPointerException.class, () -> new PresentedToken("s", "v", "GET", uri, null));
    }
}

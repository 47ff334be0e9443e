package org.resourceprotector.dpop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.jose.StrictJson;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.SenderConstraint.Proof;

/** The examples of RFC 9449. Skipped where the vectors are missing. */
@Tag("vectors")
class RfcProofsTest {

    private static final Path FILE = Path.of(
            System.getProperty("resourceprotector.shared", "../../shared"),
            "vectors/oauth-rfc-examples/rfc9449-dpop.json");

    private static Map<String, Object> examples() throws Exception {
        assumeTrue(Files.exists(FILE), "skipped: no vectors at " + FILE);
        return StrictJson.object(Files.readAllBytes(FILE), new StrictJson.Limits(1_000_000, 32));
    }

    @Test
    @DisplayName("R9449-6.1-a R9449-4.3-12a the request of section 7.1 proves the key of section 6.1")
    void requestOfTheRfc_provesItsKey() throws Exception {
        Map<String, Object> examples = examples();
        Confirmation confirmation = new Confirmation(Map.of("jkt", examples.get("expected_jkt_rfc9449_6_1")));
        int requests = 0;
        for (Object proof : (List<?>) examples.get("proofs")) {
            Map<?, ?> example = (Map<?, ?>) proof;
            if (example.get("authorization") instanceof String authorization) {
                Proof examined = examine(example, authorization.substring("DPoP ".length()));
                assertThat(examined.refusal(), is(nullValue()));
                assertThat(examined.verify(confirmation), is(nullValue()));
                requests++;
            }
        }
        assertThat(requests, is(1));
    }

    @Test
    @DisplayName("R9449-4.3-3 the proofs for the token endpoint have no ath, and are none for a resource server")
    void proofForTheTokenEndpoint_isRefused() throws Exception {
        int proofs = 0;
        for (Object proof : (List<?>) examples().get("proofs")) {
            Map<?, ?> example = (Map<?, ?>) proof;
            if (example.get("authorization") == null) {
                assertThat(examine(example, "token").refusal().detail(), is("the proof has no ath"));
                proofs++;
            }
        }
        assertThat(proofs, is(greaterThan(0)));
    }

    private static Proof examine(Map<?, ?> example, String token) {
        Map<?, ?> claims = (Map<?, ?>) example.get("payload");
        Clock then = Clock.fixed(Instant.ofEpochSecond((Long) claims.get("iat")), ZoneOffset.UTC);
        PresentedToken presented = new PresentedToken(
                "DPoP",
                token,
                (String) claims.get("htm"),
                URI.create((String) claims.get("htu")),
                name -> List.of((String) example.get("proof")));
        return Dpop.builder().clock(then).build().examine(presented);
    }
}

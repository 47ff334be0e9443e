package org.resourceprotector.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.resourceprotector.fuzz.Cost;
import org.resourceprotector.fuzz.Party;
import org.resourceprotector.fuzz.Shown;
import org.resourceprotector.fuzz.StrictJackson;

/** Any bytes as what an issuer publishes of itself, at each address. */
class IssuerMetadataFuzzTest {

    private static final int MAX_SIZE = 4 * 1024;
    private static final int MAX_ADDRESSES = 3;

    @FuzzTest
    void metadata_counts_if_it_names_its_issuer(byte[] input) {
        CannedClient[] asked = new CannedClient[1];
        String address;
        try {
            address = Cost.bounded(MAX_ADDRESSES * input.length, () -> {
                asked[0] = new CannedClient(input);
                return new IssuerMetadata(
                                Party.ISSUER, new HttpFetch(asked[0], Duration.ofMinutes(1), MAX_SIZE, false), false)
                        .fetch("jwks_uri")
                        .join();
            });
        } catch (CompletionException e) {
            CannedClient client = asked[0];
            FetchFailedException failure = FetchFailedException.of(e);
            assertTrue(failure.wasConnected(), () -> "not a failure of the document: " + failure);
            assertTrue(client.asked() <= MAX_ADDRESSES, "asked too often");
            Shown.harmless(failure.getMessage(), "");
            return;
        }
        assertEquals(1, asked[0].asked(), "asked again");
        assertTrue(input.length <= MAX_SIZE, "too long");
        Map<String, Object> document = StrictJackson.object(new String(input, StandardCharsets.UTF_8));
        assertNotNull(document, "Jackson does not read the document");
        assertEquals(Party.ISSUER, document.get("issuer"));
        assertEquals(document.get("jwks_uri"), address);
    }
}

package org.resourceprotector.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.resourceprotector.fuzz.Party;
import org.resourceprotector.fuzz.Shown;
import org.resourceprotector.fuzz.StrictJackson;

/** Any bytes as what an issuer publishes of itself, at each address. */
class IssuerMetadataFuzzTest {

    private static final int MAX_SIZE = 4 * 1024;
    private static final int MAX_ADDRESSES = 3;

    @FuzzTest
    void metadata_counts_if_it_names_its_issuer(byte[] input) {
        CannedClient client = new CannedClient(input);
        HttpFetch fetch = new HttpFetch(client, Duration.ofMinutes(1), MAX_SIZE, false);
        String address;
        try {
            address = new IssuerMetadata(Party.ISSUER, fetch, false)
                    .fetch("jwks_uri")
                    .join();
        } catch (CompletionException e) {
            FetchFailedException failure = FetchFailedException.of(e);
            assertTrue(failure.wasConnected(), () -> "not a failure of the document: " + failure);
            assertTrue(client.asked() <= MAX_ADDRESSES, "asked too often");
            Shown.harmless(failure.getMessage(), "");
            return;
        }
        assertEquals(1, client.asked(), "asked again");
        assertTrue(input.length <= MAX_SIZE, "too long");
        Map<String, Object> document = StrictJackson.object(new String(input, StandardCharsets.UTF_8));
        assertNotNull(document, "Jackson does not read the document");
        assertEquals(Party.ISSUER, document.get("issuer"));
        assertEquals(document.get("jwks_uri"), address);
    }
}

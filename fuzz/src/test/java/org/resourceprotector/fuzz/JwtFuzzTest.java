package org.resourceprotector.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.resourceprotector.token.AccessToken;

/** Any text as a token. */
class JwtFuzzTest {

    private static final ResourceServer SERVER = ResourceServer.plain();

    @FuzzTest
    void what_we_accept_others_verify(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        AccessToken token = SERVER.accepted(text);
        if (token != null) {
            ResourceServer.agrees(token, text);
        }
    }
}

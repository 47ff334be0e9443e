package org.resourceprotector.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.resourceprotector.token.AccessToken;

/** Any header and payload, between which there is a NUL, with a good signature of the issuer. */
class SignedJwtFuzzTest {

    private static final ResourceServer SERVER = ResourceServer.plain();

    @FuzzTest
    void what_is_signed_is_read_as_others_read_it(byte[] input) {
        Parts parts = Parts.of(input);
        String text = Party.signed(parts.first(), parts.second());
        AccessToken token = SERVER.accepted(text);
        if (token != null) {
            ResourceServer.agrees(token, text);
        }
    }
}

package org.resourceprotector.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text as the DPoP header of a request. */
class DpopFuzzTest {

    @FuzzTest
    void a_proof_that_we_accept_others_accept(byte[] input) {
        ProofCheck.of(new String(input, StandardCharsets.ISO_8859_1));
    }
}

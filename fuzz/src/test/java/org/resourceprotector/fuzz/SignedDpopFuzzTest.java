package org.resourceprotector.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any header and payload of a proof, between which there is a NUL, with a good signature. */
class SignedDpopFuzzTest {

    @FuzzTest
    void a_signed_proof_is_read_as_others_read_it(byte[] input) {
        Parts parts = Parts.of(input);
        ProofCheck.of(Party.signed(parts.first(), parts.second()));
    }
}

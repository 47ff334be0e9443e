package org.resourceprotector.mtls;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an address and no name, which somebody would have to be asked for. */
class CidrTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1", "255.255.255.255", "::", "::1", "fd00::", "::ffff:10.0.0.1", "FD00:0:0:0:0:0:0:1"})
    void address_isLiteral(String text) {
        assertThat(Cidr.isLiteral(text), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {".::1", "..:", ".:example", "", ":", "10.0.0", "beef", "dead.beef", "256.0.0.1", "g::1"})
    void whatMayBeAName_isNoAddress(String text) {
        assertThat(Cidr.isLiteral(text), is(false));
    }
}

package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlainHttpTest {

    private final PlainHttp named = new PlainHttp(false, Set.of("Keys.Example", "[fd00::1]"));

    @Test
    void hostIsNamed_howeverItIsWritten() {
        assertThat(named.hosts(), is(Set.of("keys.example", "[fd00::1]")));
        assertThat(named.allows(URI.create("http://KEYS.example:8080/x")), is(true));
        assertThat(named.allows(URI.create("http://[FD00::1]/x")), is(true));
    }

    @Test
    void otherHostsAndSchemesAreNot() {
        assertThat(named.allows(URI.create("http://x.keys.example")), is(false));
        assertThat(named.allows(URI.create("http://127.0.0.1")), is(false));
        assertThat(named.allows(URI.create("ftp://keys.example")), is(false));
    }

    @Test
    void whatIsNoHostIsRefused() {
        for (String host : new String[] {"keys.example:80", "keys.example/x", "a@keys.example", "", "fd00::1"}) {
            assertThrows(IllegalArgumentException.class, () -> new PlainHttp(false, Set.of(host)));
        }
    }
}

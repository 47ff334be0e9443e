package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class FetchesUnderWayTest {

    private final FetchesUnderWay fetches = new FetchesUnderWay();

    @Test
    void oneHostHasItsShareAndNoMore() {
        begin("a", FetchesUnderWay.MAX_PER_HOST);

        assertThat(fetches.begin("a"), is(false));
        assertThat(fetches.begin("b"), is(true));
        fetches.end("a");
        assertThat(fetches.begin("a"), is(true));
        assertThat(fetches.begin("a"), is(false));
    }

    @Test
    void allHostsTogetherAreBounded() {
        for (int i = 0; i < FetchesUnderWay.MAX_FETCHES / FetchesUnderWay.MAX_PER_HOST; i++) {
            begin("host-" + i, FetchesUnderWay.MAX_PER_HOST);
        }

        assertThat(fetches.begin("another"), is(false));
        assertThat(fetches.count(), is(FetchesUnderWay.MAX_FETCHES));
        fetches.end("host-0");
        assertThat(fetches.begin("another"), is(true));
    }

    private void begin(String host, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(fetches.begin(host), is(true));
        }
    }
}

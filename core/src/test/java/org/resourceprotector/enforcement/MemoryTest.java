package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ApiToken;

class MemoryTest {

    private final Memory memory = new Memory();
    private final Outcome outcome = new Outcome.Valid(ApiToken.of("alice", "read"));

    @SuppressWarnings("StringCopy")
    private static List<String> header() {
        return List.of(new String("Bearer same"));
    }

    @Test
    void remembersForOneObjectWhateverTextItHolds() {
        List<String> mine = header();
        memory.open(mine.get(0));
        memory.remember(mine, outcome);
        assertThat(memory.recall(List.of(mine.get(0))), is(sameInstance(outcome)));
        assertThat(memory.recall(header()), is(nullValue()));
        assertThat(memory.isOpenFor(mine), is(true));
        assertThat(memory.isOpenFor(header()), is(false));
    }

    @Test
    void remembersNothingThatItWasNotMadeReadyFor() {
        List<String> foreign = header();
        memory.remember(foreign, outcome);
        assertThat(memory.recall(foreign), is(nullValue()));
        assertThat(memory.size(), is(0));
    }

    @Test
    void forgetsWithTheResponseAndStaysForgetful() {
        List<String> mine = header();
        memory.open(mine.get(0));
        memory.remember(mine, outcome);
        memory.forget(mine);
        memory.remember(mine, outcome);
        assertThat(memory.recall(mine), is(nullValue()));
        assertThat(memory.size(), is(0));
    }

    @Test
    void noHeaderAndSeveralHeadersAreNoKey() {
        for (List<String> headers : new ArrayList<>(List.of(List.<String>of(), List.of("a", "b")))) {
            memory.remember(headers, outcome);
            memory.forget(headers);
            assertThat(memory.recall(headers), is(nullValue()));
            assertThat(memory.isOpenFor(headers), is(false));
        }
        memory.remember(null, outcome);
        memory.forget(null);
        assertThat(memory.recall(null), is(nullValue()));
        assertThat(memory.isOpenFor(null), is(false));
    }

    @Test
    void requestsThatEndWithoutAResponseDoNotFillIt() {
        List<List<String>> requests =
                IntStream.range(0, 100_000).mapToObj(i -> header()).toList();
        for (List<String> request : requests) {
            memory.open(request.get(0));
            memory.remember(request, outcome);
            assertThat(memory.size(), is(lessThanOrEqualTo(10_000)));
        }
        assertThat(memory.recall(requests.get(99_999)), is(sameInstance(outcome)));
        assertThat(memory.recall(requests.get(0)), is(nullValue()));
    }
}

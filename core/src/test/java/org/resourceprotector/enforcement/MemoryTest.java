package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ApiToken;

class MemoryTest {

    private final Memory memory = new Memory();
    private final Outcome outcome = new Outcome.Valid(ApiToken.of("alice", "read"));

    @SuppressWarnings("StringCopy")
    private static String header() {
        return new String("Bearer same");
    }

    @Test
    void remembersForOneObjectWhateverTextItHolds() {
        String mine = header();
        memory.open(mine);
        memory.remember(mine, outcome);
        assertThat(memory.known(mine), is(sameInstance(outcome)));
        assertThat(memory.known(header()), is(nullValue()));
        assertThat(memory.isOpenFor(mine), is(true));
        assertThat(memory.isOpenFor(header()), is(false));
    }

    @Test
    void remembersNothingThatItWasNotMadeReadyFor() {
        String foreign = header();
        memory.remember(foreign, outcome);
        assertThat(memory.known(foreign), is(nullValue()));
        assertThat(memory.size(), is(0));
    }

    @Test
    void forgetsWithTheResponseAndStaysForgetful() {
        String mine = header();
        memory.open(mine);
        memory.remember(mine, outcome);
        memory.forget(mine);
        memory.remember(mine, outcome);
        assertThat(memory.known(mine), is(nullValue()));
        assertThat(memory.size(), is(0));
    }

    @Test
    void keepsWithoutBeingMadeReadyAndInOnePlace() {
        String mine = header();
        memory.keep(mine, outcome);
        assertThat(memory.known(mine), is(sameInstance(outcome)));
        Outcome other = new Outcome.Valid(ApiToken.of("bob", "read"));
        memory.open(mine);
        memory.keep(mine, other);
        assertThat(memory.known(mine), is(sameInstance(other)));
        assertThat(memory.size(), is(1));
        memory.forget(mine);
        assertThat(memory.size(), is(0));
    }

    @Test
    void noHeaderAndSeveralHeadersAreNoKey() {
        assertThat(Memory.key(null), is(nullValue()));
        assertThat(Memory.key(List.of()), is(nullValue()));
        assertThat(Memory.key(List.of("a", "b")), is(nullValue()));
        assertThat(Memory.key(List.of("a")), is((Object) "a"));
        memory.keep(null, outcome);
        memory.remember(null, outcome);
        memory.forget(null);
        assertThat(memory.known(null), is(nullValue()));
        assertThat(memory.size(), is(0));
    }

    @Test
    void requestsThatEndWithoutAResponseDoNotFillIt() {
        List<String> requests =
                IntStream.range(0, 100_000).mapToObj(i -> header()).toList();
        for (String request : requests) {
            memory.open(request);
            memory.remember(request, outcome);
            assertThat(memory.size(), is(lessThanOrEqualTo(10_000)));
        }
        assertThat(memory.known(requests.get(99_999)), is(sameInstance(outcome)));
        assertThat(memory.known(requests.get(0)), is(nullValue()));
    }
}

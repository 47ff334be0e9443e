package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;

/** A validator that hands tokens on hands on what the others tell of themselves. */
class ValidatorStatusTest {

    private static final Status ONE = new ReplayStoreStatus("one", 1, 2);
    private static final Status OTHER = new ReplayStoreStatus("other", 3, 4);

    /** Knows no token, and tells of one part. */
    private record Telling(Status part) implements TokenValidator {

        @Override
        public Verdict validate(PresentedToken token) {
            return Verdict.notMine();
        }

        @Override
        public List<Status> status() {
            return List.of(part);
        }
    }

    /** Asks nobody. */
    private record Quick() implements TokenValidator {

        @Override
        public Verdict validate(PresentedToken token) {
            return Verdict.notMine();
        }

        @Override
        public boolean mayWait() {
            return false;
        }
    }

    private final TokenValidator one = new Telling(ONE);
    private final TokenValidator other = new Telling(OTHER);

    @Test
    void chain_tellsOfAllInOrder() {
        assertThat(TokenValidator.chain(one, other).status(), contains(ONE, OTHER));
        assertThat(TokenValidator.chain(TokenValidator.chain(one), other).status(), contains(ONE, OTHER));
    }

    @Test
    void both_tellOfThemselves() {
        assertThat(one.and(other).status(), contains(ONE, OTHER));
    }

    @Test
    void mappedAndWithOutages_tellWhatIsInside() {
        assertThat(one.as(token -> token).unavailableOn(IOException.class).status(), contains(ONE));
    }

    @Test
    void lookup_tellsNothing() {
        assertThat(TokenValidator.lookup(token -> Optional.empty()).status(), is(empty()));
    }

    @Test
    void lookup_mayWaitWhereverItStands() {
        TokenValidator quick = new Quick();
        TokenValidator lookup = TokenValidator.lookup(token -> Optional.empty());

        assertThat(lookup.mayWait(), is(true));
        assertThat(quick.mayWait(), is(false));
        assertThat(TokenValidator.chain(quick, lookup).mayWait(), is(true));
        assertThat(TokenValidator.chain(quick, quick).mayWait(), is(false));
        assertThat(quick.and(lookup).mayWait(), is(true));
        assertThat(lookup.and(quick).mayWait(), is(true));
        assertThat(quick.and(quick).mayWait(), is(false));
        assertThat(lookup.unavailableOn(IOException.class).mayWait(), is(true));
        assertThat(quick.unavailableOn(IOException.class).mayWait(), is(false));
    }

    @Test
    void functionOfTheApplication_mayWaitWhereverItStands() {
        TokenValidator quick = new Quick();
        TokenValidator mapped = quick.as(token -> token);

        assertThat(mapped.mayWait(), is(true));
        assertThat(mapped.unavailableOn(IOException.class).mayWait(), is(true));
        assertThat(quick.and(mapped).mayWait(), is(true));
        assertThat(TokenValidator.chain(quick, mapped).mayWait(), is(true));
    }
}

package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RevocationFeedTest {

    private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, Object> CLAIMS =
            Map.of("jti", "t-1", "sid", "s-1", "iat", ISSUED.getEpochSecond());

    private final RevocationFeed feed = RevocationFeed.inMemory();
    private final List<Revocation> told = new ArrayList<>();

    private record Token(String subject, String clientId, Map<String, Object> claims) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }
    }

    /** A token that tells nothing of itself. */
    private record Silent(Set<String> scopes) implements AccessToken {

        @Override
        public String getName() {
            return "somebody";
        }
    }

    private static final AccessToken OURS = new Token("alice", "app", CLAIMS);

    @Test
    void whoIsNamed_isConcerned() {
        assertThat(Revocation.ofAll().mayConcern(OURS), is(true));
        assertThat(Revocation.ofToken("t-1").mayConcern(OURS), is(true));
        assertThat(Revocation.ofSubject("alice").mayConcern(OURS), is(true));
        assertThat(Revocation.ofClient("app").mayConcern(OURS), is(true));
        assertThat(Revocation.ofSession("s-1").mayConcern(OURS), is(true));
    }

    @Test
    void subscriberThatThrowsAnError_keepsNothingFromTheOthers() {
        feed.subscribe(revocation -> {
            throw new AssertionError("broken");
        });
        feed.subscribe(told::add);
        assertThrows(AssertionError.class, () -> feed.publish(Revocation.ofSubject("alice")));
        assertThat(told, contains(Revocation.ofSubject("alice")));
    }

    @Test
    void othersStay() {
        assertThat(Revocation.ofToken("t-2").mayConcern(OURS), is(false));
        assertThat(Revocation.ofSubject("Alice").mayConcern(OURS), is(false));
        assertThat(Revocation.ofClient("t-1").mayConcern(OURS), is(false));
        assertThat(Revocation.ofSession("s-12").mayConcern(OURS), is(false));
    }

    @ParameterizedTest
    @EnumSource(Revocation.Member.class)
    void tokenThatTellsNothing_mayBeMeant(Revocation.Member member) {
        String value = member == Revocation.Member.ALL ? "" : "x";
        Revocation revocation = new Revocation(member, value, ISSUED);

        assertThat(revocation.mayConcern(new Silent(Set.of())), is(true));
        assertThat(
                revocation.mayConcern(new Token("x", "x", Map.of("jti", 1, "sid", List.of(), "iat", Long.MAX_VALUE))),
                is(true));
    }

    @Test
    void tokenThatWasIssuedLater_staysByBothClocks() {
        Instant later = ISSUED.minus(Duration.ofMinutes(5));
        assertThat(Revocation.ofSubject("alice").issuedBefore(later).mayConcern(OURS), is(false));
        assertThat(Revocation.ofAll().issuedBefore(later).mayConcern(OURS), is(false));
        assertThat(
                Revocation.ofSubject("alice").issuedBefore(later.plusMillis(1)).mayConcern(OURS), is(true));
        assertThat(Revocation.ofSubject("bob").issuedBefore(later.plusMillis(1)).mayConcern(OURS), is(false));
        assertThat(Revocation.ofSubject("alice").issuedBefore(ISSUED).mayConcern(OURS), is(true));
        assertThat(Revocation.ofSubject("alice").issuedBefore(Instant.MIN).mayConcern(OURS), is(false));
        assertThat(
                Revocation.ofAll()
                        .issuedBefore(Instant.MIN)
                        .mayConcern(new Token("alice", "app", Map.of("iat", Instant.MIN.getEpochSecond()))),
                is(true));
    }

    @Test
    void valueThatNamesNobody_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Revocation.ofSubject(""));
        assertThrows(IllegalArgumentException.class, () -> Revocation.ofToken("x".repeat(1_025)));
        assertThat(Revocation.ofToken("x".repeat(1_024)).value().length(), is(1_024));
        assertThrows(IllegalArgumentException.class, () -> new Revocation(Revocation.Member.ALL, "x", null));
        assertThrows(NullPointerException.class, () -> Revocation.ofAll().issuedBefore(null));
    }

    @Test
    void textOfARevocation_namesNobody() {
        assertThat(Revocation.ofSubject("alice").toString(), is("Revocation[SUB]"));
    }

    @Test
    void subscribersAreTold_untilTheyLeave() {
        Revocation first = Revocation.ofSubject("alice");
        RevocationFeed.Subscription subscription = feed.subscribe(told::add);
        RevocationFeed.Subscription twin = feed.subscribe(told::add);
        twin.close();
        twin.close();

        feed.publish(first);
        subscription.close();
        feed.publish(Revocation.ofAll());

        assertThat(told, contains(first));
    }

    @Test
    void subscriberThatThrows_keepsNobodyFromHearing() {
        feed.subscribe(revocation -> {
            throw new IllegalStateException("broken");
        });
        feed.subscribe(told::add);

        assertThrows(IllegalStateException.class, () -> feed.publish(Revocation.ofAll()));
        assertThat(told, is(not(empty())));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void fail(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void firstFailureOfSubscribers_isToldAfterAllHeard() {
        IOException checked = new IOException("first");
        feed.subscribe(revocation -> RevocationFeedTest.<RuntimeException>fail(checked));
        feed.subscribe(revocation -> {
            throw new IllegalStateException("second");
        });
        feed.subscribe(told::add);
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> feed.publish(Revocation.ofAll()));
        assertThat(failure.getCause(), is(sameInstance(checked)));
        assertThat(told, contains(Revocation.ofAll()));
        assertThat(feed.toString(), is("InMemoryRevocationFeed"));
    }

    @Test
    void subscribersAreBounded() {
        for (int i = 0; i < InMemoryRevocationFeed.MAX_SUBSCRIBERS; i++) {
            feed.subscribe(told::add);
        }
        assertThrows(IllegalStateException.class, () -> feed.subscribe(told::add));
    }
}

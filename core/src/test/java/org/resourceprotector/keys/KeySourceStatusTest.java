package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.token.ValidationUnavailableException;

/** What a key source tells of itself, without a look at the network. */
class KeySourceStatusTest {

    private static final Duration COOL_DOWN = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeFetch server = new FakeFetch();
    private final MovedClock clock = new MovedClock();
    private final Instant start = clock.instant();
    private final JwksCache keys = new JwksCache(
            server,
            new KeyTiming(COOL_DOWN.toMillis(), MINUTE.toMillis(), HOUR.toMillis(), HOUR.toMillis(), 200),
            clock,
            new KeySourceEvents("test", List.of(), clock));

    private KeySourceStatus status() {
        return keys.status("https://as.example.com");
    }

    @Test
    void beforeTheFirstToken_nothingIsKnownAndNothingFetched() {
        assertThat(status(), is(new KeySourceStatus("https://as.example.com", List.of(), null, null, null, 0, null)));
        assertThat(server.count(), is(0));
    }

    @Test
    void fetchedKeys_areNamedWithTheirTimes() {
        server.answersFor(600, "a", "b");
        keys.keys();
        clock.move(MINUTE);

        KeySourceStatus status = status();
        assertThat(status.keys().stream().map(KeySourceStatus.Key::id).toList(), contains("a", "b"));
        assertThat(status.fetchedAt(), is(start));
        assertThat(status.due(), is(start.plusSeconds(600)));
        assertThat(status.trustedUntil(), is(start.plusSeconds(600).plus(HOUR)));
        assertThat(status.failures(), is(0));
        assertThat(status.failure(), is(nullValue()));
    }

    @Test
    void failedFetches_areCountedUntilOneSucceeds() {
        server.fails();
        assertThrows(ValidationUnavailableException.class, keys::keys);
        assertThat(status().failures(), is(1));
        assertThat(status().failure(), is("status 500"));
        assertThat(status().keys(), is(empty()));

        clock.move(MINUTE);
        server.answersFor(600, "a");
        keys.keys();
        assertThat(status().failures(), is(0));
        assertThat(status().failure(), is(nullValue()));
    }

    @Test
    void duringAnOutage_dueIsWhenTheServerIsAskedAgain() {
        server.answersFor(600, "a");
        keys.keys();
        clock.move(Duration.ofSeconds(700));
        server.fails();
        keys.keys();

        assertThat(status().due(), is(start.plusSeconds(701)));
        assertThat(status().fetchedAt(), is(start));
        assertThat(status().trustedUntil(), is(start.plusSeconds(600).plus(HOUR)));
        assertThat(status().failure(), is("status 500"));
    }

    @Test
    void sourceIsTheIssuerOrTheAddressWithoutItsQuery() {
        KeySource byIssuer = KeySource.fromIssuer("https://as.example.com/a");
        KeySource byAddress = KeySource.jwksUri(URI.create("https://as.example.com/keys?secret=1"));

        assertThat(((KeySourceStatus) byIssuer.status().get(0)).source(), is("https://as.example.com/a"));
        assertThat(((KeySourceStatus) byAddress.status().get(0)).source(), is("https://as.example.com/keys?..."));
    }

    @Test
    void fixedKeys_areNeverDue() {
        KeySource fixed = KeySource.jwkSet(PublishedKeys.json(PublishedKeys.rsa("a")));

        KeySourceStatus status = (KeySourceStatus) fixed.status().get(0);
        assertThat(status.source(), is("fixed keys"));
        assertThat(
                status.keys(),
                contains(new KeySourceStatus.Key("a", Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"))));
        assertThat(status.due(), is(nullValue()));
    }

    @Test
    void ownKeySource_tellsNothingUnlessItWantsTo() {
        KeySource own = new FakeKeySource();

        assertThat(own.status(), is(empty()));
    }
}

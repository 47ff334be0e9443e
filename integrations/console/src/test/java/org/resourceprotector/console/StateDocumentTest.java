package org.resourceprotector.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.status.IntrospectionStatus.Circuit;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.status.TokenCacheStatus;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/** The document as docs/console.md shows it. */
class StateDocumentTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:30Z");
    private static final String ISSUER = "https://login.example.com";

    private final RecentDecisions decisions = new RecentDecisions(MutableClock.at(NOW));

    private static JsonNode read(String json) throws Exception {
        return new ObjectMapper().readTree(json);
    }

    private JsonNode document(List<Status> status) throws Exception {
        return new ObjectMapper().readTree(Json.of(StateDocument.of(decisions, status)));
    }

    @Test
    void parts_areShownByTheirKind() throws Exception {
        KeySourceStatus keys = new KeySourceStatus(
                ISSUER,
                List.of(
                        new KeySourceStatus.Key("2026-11", Set.of("RS256", "PS256")),
                        new KeySourceStatus.Key(null, Set.of("ES256"))),
                NOW.minus(Duration.ofMinutes(5)),
                NOW.plus(Duration.ofMinutes(10)),
                NOW.plus(Duration.ofHours(1)),
                2,
                "connection refused");
        decisions.refused(
                Rejection.of(Reason.EXPIRED, "it expired 41 seconds ago").from(ISSUER),
                RecentDecisionsTest.endpoint("/orders/{id}"),
                null);

        JsonNode document = document(List.of(
                keys,
                new TokenCacheStatus(ISSUER, 12, 10_000, 930, 70),
                new IntrospectionStatus(ISSUER, Circuit.HALF_OPEN, 1, 64, 1, 16),
                new ReplayStoreStatus("in memory", 5, 100_000)));

        assertThat(document.at("/decisions/outcomes/0/perMinute/59").asInt(), is(1));
        ((com.fasterxml.jackson.databind.node.ObjectNode) document.at("/decisions/outcomes/0")).remove("perMinute");
        assertThat(document, is(read("""
                {"at": "2026-11-29T12:00:30Z",
                 "listening": false,
                 "decisions": {
                   "from": "2026-11-29T11:01:00Z",
                   "outcomes": [{"outcome": "EXPIRED", "status": 401}]},
                 "refusals": [{
                   "number": 0, "at": "2026-11-29T12:00:30Z", "reason": "EXPIRED", "status": 401,
                   "detail": "it expired 41 seconds ago", "method": "GET", "path": "/orders/{id}",
                   "issuer": "https://login.example.com"}],
                 "keySources": [{
                   "source": "https://login.example.com",
                   "keys": [{"id": "2026-11", "algorithms": ["PS256", "RS256"]}, {"algorithms": ["ES256"]}],
                   "fetchedAt": "2026-11-29T11:55:30Z", "due": "2026-11-29T12:10:30Z",
                   "trustedUntil": "2026-11-29T13:00:30Z", "failures": 2, "failure": "connection refused"}],
                 "tokenCaches": [{
                   "validator": "https://login.example.com", "tokens": 12, "maximum": 10000,
                   "hits": 930, "misses": 70}],
                 "introspection": [{
                   "server": "https://login.example.com", "circuit": "HALF_OPEN",
                   "waiting": 1, "maxWaiting": 64, "calls": 1, "maxCalls": 16}],
                 "replayStores": [{"store": "in memory", "proofs": 5, "maximum": 100000}],
                 "partsLeftOut": 0}
                """)));
    }

    @Test
    void keysThatDidNotComeYet_haveNoTimes() throws Exception {
        JsonNode document =
                document(List.of(new KeySourceStatus(ISSUER, List.of(), null, null, null, 1, "unknown host")));

        assertThat(
                document.at("/keySources/0"),
                is(read("{\"source\": \"https://login.example.com\", \"keys\": [], \"failures\": 1,"
                        + " \"failure\": \"unknown host\"}")));
    }

    @Test
    void thousandsOfParts_areBounded() throws Exception {
        JsonNode document = document(Collections.nCopies(5_000, new TokenCacheStatus(ISSUER, 0, 1, 0, 0)));

        assertThat(document.at("/tokenCaches").size(), is(StateDocument.MAX_PARTS));
        assertThat(document.at("/partsLeftOut").asInt(), is(4_500));
    }

    @Test
    void partsOfOneKind_leaveRoomForThoseOfOthers() throws Exception {
        List<Status> status = new ArrayList<>(Collections.nCopies(600, new TokenCacheStatus(ISSUER, 0, 1, 0, 0)));
        status.add(new ReplayStoreStatus("in memory", 7, 1_000));
        JsonNode document = document(status);

        assertThat(document.at("/tokenCaches").size(), is(StateDocument.MAX_PARTS));
        assertThat(document.at("/replayStores/0/proofs").asInt(), is(7));
        assertThat(document.at("/partsLeftOut").asInt(), is(100));
    }
}

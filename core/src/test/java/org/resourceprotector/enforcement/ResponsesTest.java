package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.challenge.ErrorResponse;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

class ResponsesTest {

    private static final ErrorResponses REFUSALS = new ErrorResponses("api", (URI) null, Duration.ofSeconds(5));

    private static final ErrorResponse EXPIRED = REFUSALS.of(Rejection.of(Reason.EXPIRED));

    private static String typeFor(String accept) {
        List<MediaType> types = Arrays.stream(accept.split(","))
                .map(String::trim)
                .map(MediaType::valueOf)
                .toList();
        return Responses.of(EXPIRED, false, () -> types).getMediaType().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/problem+json",
                "text/html | application/problem+json",
                "application/* | application/problem+json",
                "application/problem+json | application/problem+json",
                "application/json | application/json",
                "application/json, application/problem+json | application/problem+json",
                "application/json, application/problem+json;q=0.9 | application/json",
                "application/json;q=0.8, application/problem+json;q=0.9 | application/problem+json",
                "application/json, */*;q=0.1 | application/json",
                "application/json;q=0.1, */* | application/problem+json",
                "application/json;q=0, */*;q=0 | application/problem+json",
                "application/problem+json;q=0, */*;q=0.5 | application/json",
                "application/*;q=0.3, application/problem+json;q=0.1 | application/json",
                "text/plain, application/json;q=0.1 | application/json",
                "application/json;q=rubbish | application/problem+json",
                "application/json;q=NaN | application/problem+json",
            })
    void theCallerGetsTheKindOfJsonThatAcceptPrefers(String accept, String expected) {
        assertThat(typeFor(accept), is(expected));
    }

    @Test
    void anAcceptThatCannotBeReadIsNoReasonNotToRefuse() {
        assertThat(
                Responses.of(EXPIRED, false, () -> {
                            throw new IllegalArgumentException("unparsable");
                        })
                        .getMediaType()
                        .toString(),
                is("application/problem+json"));
        assertThat(Responses.of(EXPIRED, false, () -> null).getMediaType().toString(), is("application/problem+json"));
        assertThat(Responses.of(EXPIRED, false, List::of).getMediaType().toString(), is("application/problem+json"));
    }

    @Test
    void everyRefusalForbidsToBeStored() {
        for (Reason reason : Reason.values()) {
            Response response = Responses.of(REFUSALS.of(Rejection.of(reason)), false, List::of);
            assertThat(reason.name(), response.getHeaderString(HttpHeaders.CACHE_CONTROL), is("no-store"));
            assertThat(reason.name(), response.hasEntity(), is(true));
        }
    }

    @Test
    void headersThatARefusalDoesNotHaveAreNotThere() {
        Response outage = Responses.of(REFUSALS.of(Rejection.of(Reason.UNAVAILABLE)), false, List::of);
        assertThat(outage.getHeaderString(HttpHeaders.WWW_AUTHENTICATE), is(nullValue()));
        assertThat(outage.getHeaderString(HttpHeaders.RETRY_AFTER), is("5"));
        Response expired = Responses.of(EXPIRED, false, List::of);
        assertThat(expired.getHeaderString(HttpHeaders.WWW_AUTHENTICATE), is(EXPIRED.challenge()));
        assertThat(expired.getHeaderString(HttpHeaders.RETRY_AFTER), is(nullValue()));
    }

    @Test
    void headHasNoBody() {
        assertThat(Responses.of(EXPIRED, true, List::of).hasEntity(), is(false));
    }
}

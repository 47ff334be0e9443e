package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** A validator, its clock and the server that it asks. */
final class IntrospectionFixture implements AutoCloseable {

    static final String AUDIENCE = "https://rs.example.com/api";
    static final String ISSUER = "https://as1.example.com";

    /** So that a busy machine is not taken for a slow server. */
    static final Duration PATIENT = Duration.ofSeconds(30);

    final MovedClock clock = new MovedClock();
    final FakeServer server;
    final IntrospectionValidator validator;

    private IntrospectionFixture(FakeServer server, UnaryOperator<IntrospectionValidator.Builder> more) {
        this.server = server;
        this.validator =
                more.apply(settings(server).clock(clock).audience(AUDIENCE)).build();
    }

    static IntrospectionFixture plain() {
        return with(builder -> builder);
    }

    static IntrospectionFixture with(UnaryOperator<IntrospectionValidator.Builder> more) {
        return new IntrospectionFixture(
                FakeServer.http(), builder -> more.apply(builder.whenSlow(Duration.ofHours(1), 1_000)));
    }

    /** A server is slow when it is by default, and holds as many requests as it does by default. */
    static IntrospectionFixture withDefaultBulkhead(Duration timeout, int maxCalls) {
        return new IntrospectionFixture(
                FakeServer.http(), builder -> builder.timeout(timeout).maxConcurrentCalls(maxCalls));
    }

    /** A builder that lacks an audience only. */
    static IntrospectionValidator.Builder settings(FakeServer server) {
        return server.askedBy(IntrospectionValidator.builder())
                .endpoint(server.endpoint())
                .client(ClientAuthentication.basic("rs", "secret"))
                .timeout(PATIENT)
                .insecureLoopbackHttp();
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    Verdict show(String token) {
        return validator.validate(PresentedToken.bearer(token));
    }

    IntrospectedToken accepted(String token) {
        Verdict verdict = show(token);
        assertThat(String.valueOf(verdict), verdict, is(instanceOf(Verdict.Accepted.class)));
        return (IntrospectedToken) ((Verdict.Accepted) verdict).token();
    }

    void rejected(Reason reason, String token) {
        Verdict verdict = show(token);
        assertThat(String.valueOf(verdict), verdict, is(instanceOf(Verdict.Rejected.class)));
        assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(reason));
    }

    /** Asserts that nobody can find out, and that the token is in no text about it. */
    ValidationUnavailableException unavailable(String token) {
        ValidationUnavailableException e =
                assertThrows(ValidationUnavailableException.class, () -> show(token), "not unavailable");
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage()).contains(token), is(false));
        }
        return e;
    }

    IntrospectionCache known() {
        IntrospectionCache known = validator.introspection().known();
        assertThat(known, is(notNullValue()));
        return known;
    }

    void remembersNothing() {
        assertThat(validator.introspection().known(), is(nullValue()));
    }

    @Override
    public void close() {
        server.close();
    }
}

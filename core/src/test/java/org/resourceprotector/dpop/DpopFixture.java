package org.resourceprotector.dpop;

import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.SenderConstraint.Proof;

/** A resource server that a caller comes to with proofs. Time stands still. */
final class DpopFixture {

    final MovedClock clock = new MovedClock();
    private final Dpop dpop;
    private String method = "GET";
    private String uri = ProofForge.URI;
    private String token = ProofForge.TOKEN;
    private KeyPair bound = Keys.EC;
    private Map<String, String> headers = Map.of();
    private String detail = "";
    private Duration tokenTakes = Duration.ZERO;

    private DpopFixture(UnaryOperator<Dpop.Builder> settings) {
        clock.set(TokenForge.NOW);
        this.dpop = settings.apply(Dpop.builder().clock(clock)).build();
    }

    static DpopFixture strict() {
        return new DpopFixture(settings -> settings);
    }

    static DpopFixture with(UnaryOperator<Dpop.Builder> settings) {
        return new DpopFixture(settings);
    }

    DpopFixture method(String other) {
        method = other;
        return this;
    }

    DpopFixture uri(String other) {
        uri = other;
        return this;
    }

    DpopFixture token(String other) {
        token = other;
        return this;
    }

    /** The key that the token is bound to. */
    DpopFixture boundTo(KeyPair pair) {
        bound = pair;
        return this;
    }

    /** How long it takes to validate the token, which is after the first look at the proof and before the last. */
    DpopFixture tokenTakes(Duration time) {
        tokenTakes = time;
        return this;
    }

    /** What becomes of a request with these lines of the header: {@code good}, or the reason why it is refused. */
    String lines(@Nullable String... lines) {
        PresentedToken presented = new PresentedToken(
                "DPoP",
                token,
                method,
                URI.create(uri),
                name -> name.equalsIgnoreCase("DPoP") ? Arrays.asList(lines) : List.of());
        Proof proof = dpop.examine(presented);
        headers = proof.responseHeaders();
        Rejection refusal = proof.refusal();
        if (refusal == null) {
            clock.move(tokenTakes);
            refusal = proof.verify(new Confirmation(Map.of("jkt", ProofForge.thumbprint(bound))));
        }
        detail = refusal == null ? "" : refusal.detail();
        return refusal == null ? "good" : refusal.reason().name();
    }

    String show(TokenForge proof) {
        return lines(proof.token());
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Why the last one was refused. */
    String detail() {
        return detail;
    }
}

package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.dpop.ProofForge;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.SenderConstraint.Proof;
import org.resourceprotector.token.Verdict;

/** The binding of a token comes with the answer of the server, and the proof is checked here. */
class BoundTokenTest {

    private final IntrospectionFixture desk = IntrospectionFixture.plain();
    private final MovedClock clock = new MovedClock();

    @AfterEach
    void close() {
        desk.close();
    }

    private void answer(String members) {
        desk.server.json(
                "{\"active\":true,\"sub\":\"alice\",\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\"" + members + "}");
    }

    private static PresentedToken presented(String scheme, String proof) {
        return new PresentedToken(scheme, ProofForge.TOKEN, "GET", URI.create(ProofForge.URI), name -> List.of(proof));
    }

    private Rejection proved(PresentedToken presented) {
        clock.set(TokenForge.NOW);
        Verdict verdict = desk.validator.validate(presented);
        assertThat(verdict, is(instanceOf(Verdict.Accepted.class)));
        Proof proof = Dpop.builder().clock(clock).build().examine(presented);
        assertThat(proof.refusal(), is(nullValue()));
        return proof.verify(((Verdict.Accepted) verdict).token().confirmation());
    }

    @Test
    @DisplayName("R9449-6.2-a R9449-6-a the binding is taken from the answer, and no proof is sent to the server")
    void bindingOfTheAnswer_isProvedHere() {
        answer(",\"token_type\":\"DPoP\",\"cnf\":{\"jkt\":\"" + ProofForge.thumbprint(Keys.EC)
                + "\",\"kc-jkt-type\":\"x\"}");
        String proof = ProofForge.good().token();

        assertThat(proved(presented("DPoP", proof)), is(nullValue()));
        assertThat(desk.server.last().header("DPoP"), is(nullValue()));
        assertThat(desk.server.last().body().contains(proof), is(false));

        answer(",\"token_type\":\"DPoP\",\"cnf\":{\"jkt\":\"" + ProofForge.thumbprint(Keys.RSA) + "\"}");
        assertThat(proved(presented("DPoP", proof)).reason(), is(Reason.UNPROVEN_BINDING));
    }

    @Test
    @DisplayName("R9449-6.2-b a bound token whose token_type is Bearer is refused under DPoP")
    void bearerTypeWithKey_isRefused() {
        answer(",\"token_type\":\"Bearer\",\"cnf\":{\"jkt\":\"" + ProofForge.thumbprint(Keys.EC) + "\"}");

        Verdict verdict =
                desk.validator.validate(presented("DPoP", ProofForge.good().token()));

        assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(Reason.WRONG_TYPE));
    }

    @Test
    @DisplayName("R8705-3.2-a a certificate of the answer is demanded of the connection")
    void certificateOfTheAnswer_isDemanded() {
        answer(",\"token_type\":\"Bearer\",\"cnf\":{\"x5t#S256\":\"A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0\"}");
        PresentedToken presented = presented("Bearer", "");

        IntrospectedToken token = desk.accepted(ProofForge.TOKEN);

        assertThat(
                token.confirmation().members().keySet(),
                is(Map.of("x5t#S256", "").keySet()));
        assertThat(MutualTls.fromTls().examine(presented).refusal().reason(), is(Reason.UNPROVEN_BINDING));
    }
}

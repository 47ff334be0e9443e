package org.resourceprotector.introspection;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.token.Rejection.Reason;

/** Refresh and ID tokens, for which some servers answer that they are active. */
class OtherKindsTest {

    private static void answer(IntrospectionFixture desk, String members) {
        desk.server.json(
                "{\"active\":true,\"sub\":\"alice\",\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\"" + members + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"typ\":\"Refresh\"",
                ",\"typ\":\"ID\"",
                ",\"token_use\":\"refresh_token\"",
                ",\"token_type\":\"refresh_token\"",
                ",\"tokenName\":\"id_token\"",
                ",\"granted_scopes\":[\"read\"]",
                ",\"at_hash\":\"x\""
            })
    void tokenOfAnotherKind_isRefused(String members) {
        try (IntrospectionFixture desk = IntrospectionFixture.with(UnaryOperator.identity())) {
            answer(desk, members);
            desk.rejected(Reason.WRONG_TYPE, "abc");
        }
    }

    @Test
    void requiredValue_mustBeThere() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.requireClaim("token_type", "Bearer"))) {
            answer(desk, ",\"token_type\":\"Bearer\"");
            desk.accepted("abc");
            answer(desk, "");
            desk.rejected(Reason.WRONG_TYPE, "abc");
        }
    }

    @Test
    void rulesOfOneMember_allHold() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.requireClaim("kind", "access").requireClaim("kind"))) {
            answer(desk, ",\"kind\":\"access\"");
            desk.accepted("abc");
            answer(desk, ",\"kind\":\"other\"");
            desk.rejected(Reason.WRONG_TYPE, "abc");
        }
    }

    @Test
    void requiredMember_mayHaveAnyValue() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.requireClaim("exp"))) {
            answer(desk, ",\"exp\":4000000000");
            desk.accepted("abc");
            answer(desk, ",\"exp\":null");
            desk.rejected(Reason.WRONG_TYPE, "abc");
        }
    }

    @Test
    void refusedMember_mustNotBeThere() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.refuseClaim("rti"))) {
            answer(desk, "");
            desk.accepted("abc");
            answer(desk, ",\"rti\":\"x\"");
            desk.rejected(Reason.WRONG_TYPE, "abc");
        }
    }

    @Test
    void clientInsteadOfAudience_isAcceptedIfThatIsSaid() {
        String mine = "{\"active\":true,\"client_id\":\"" + IntrospectionFixture.AUDIENCE + "\"";
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(IntrospectionValidator.Builder::acceptAudienceFromClientId)) {
            desk.server.json(mine + "}");
            desk.accepted("abc");
            desk.server.json(mine + ",\"aud\":\"other\"}");
            desk.rejected(Reason.WRONG_AUDIENCE, "abc");
            desk.server.json(mine + ",\"aud\":[]}");
            desk.rejected(Reason.WRONG_AUDIENCE, "abc");
            desk.server.json("{\"active\":true,\"client_id\":\"other\"}");
            desk.rejected(Reason.WRONG_AUDIENCE, "abc");
            desk.server.json("{\"active\":true,\"sub\":\"" + IntrospectionFixture.AUDIENCE + "\"}");
            desk.rejected(Reason.WRONG_AUDIENCE, "abc");
        }
        try (IntrospectionFixture desk = IntrospectionFixture.with(UnaryOperator.identity())) {
            desk.server.json(mine + "}");
            desk.rejected(Reason.WRONG_AUDIENCE, "abc");
        }
    }
}

package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** What is made of an answer that could be read. */
class TokenRulesTest {

    private final IntrospectionFixture desk =
            IntrospectionFixture.with(builder -> builder.issuer(IntrospectionFixture.ISSUER));

    @AfterEach
    void close() {
        desk.close();
    }

    /** An answer that is good, with members instead of others or beside them. */
    private void answer(String members) {
        desk.server.json(
                "{\"active\":true,\"sub\":\"alice\",\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\"" + members + "}");
    }

    @Test
    @DisplayName("A80 active, with a scope")
    void anActiveTokenIsAccepted() {
        answer(",\"scope\":\"profile\"");

        IntrospectedToken token = desk.accepted("abc");

        assertThat(token.scopes(), is(Set.of("profile")));
        assertThat(token.getName(), is("alice"));
    }

    @Test
    @DisplayName("R9700-4.15-a a token of a client is told apart from that of a user who is called the same")
    void tokenOfClient_isToldApart() {
        Map<String, Boolean> answers = Map.of(
                "\"client_id\":\"alice\"", true,
                "\"client_id\":\"alice\",\"sub\":\"alice\"", true,
                "\"client_id\":\"alice\",\"sub\":\"alice\",\"username\":\"alice\"", true,
                "\"client_id\":\"alice\",\"sub\":\"bob\"", false,
                "\"client_id\":\"alice\",\"username\":\"bob\"", false,
                "\"client_id\":\"alice\",\"sub\":\"alice\",\"username\":\"bob\"", false,
                "\"sub\":\"alice\"", false);
        answers.forEach((members, isClient) -> {
            desk.server.json("{\"active\":true,\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\"," + members + "}");

            assertThat(members, desk.accepted("t" + members.hashCode()).isClient(), is(isClient));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"active\":\"true\"}",
                "{\"active\":\"false\"}",
                "{\"active\":0}",
                "{\"error\":\"server_error\"}",
                "{\"active\":1}",
                "{\"active\":null}",
                "{\"active\":[true]}",
                "{\"active\":{\"active\":true}}",
                "{}",
                "{\"Active\":true,\"sub\":\"alice\"}"
            })
    @DisplayName("R7662-2.2-a A81 A82 only the JSON value true is active")
    void answerWithoutBoolean_tellsNothingOfTheToken(String answer) {
        desk.server.json(answer);

        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R7662-2.2-b what stands beside active:false counts for nothing")
    void inactiveIsInactive() {
        desk.server.json("{\"active\":false,\"sub\":\"alice\",\"aud\":\"" + IntrospectionFixture.AUDIENCE
                + "\",\"scope\":\"profile\"," + "\"exp\":\"nonsense\"}");

        desk.rejected(Reason.REVOKED, "abc");
    }

    @Test
    @DisplayName("A84 no scope is no scopes")
    void noScope() {
        answer("");

        assertThat(desk.accepted("abc").scopes(), is(empty()));
    }

    @Test
    @DisplayName("R7662-2.2-c a string with blanks, or an array of whole scopes")
    void scopes() {
        answer(",\"scope\":\"a things:read  b\"");
        assertThat(desk.accepted("abc").scopes(), containsInAnyOrder("a", "things:read", "b"));
        answer(",\"scope\":[\"a\",\"things:read\"]");
        assertThat(desk.accepted("abc").scopes(), containsInAnyOrder("a", "things:read"));
        answer(",\"scope\":[\"a b\"]");
        assertThat(desk.accepted("abc").scopes(), containsInAnyOrder("a b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scope\":7",
                "\"scope\":[7]",
                "\"scope\":[[\"a\"]]",
                "\"scope\":{\"a\":true}",
                "\"scope\":true",
                "\"exp\":\"4102444800\"",
                "\"exp\":true",
                "\"exp\":-1",
                "\"exp\":1e300",
                "\"nbf\":\"1\"",
                "\"iat\":\"1\"",
                "\"iat\":[1]",
                "\"iss\":7",
                "\"sub\":7",
                "\"sub\":\"\"",
                "\"client_id\":7",
                "\"username\":7",
                "\"jti\":7",
                "\"token_type\":7",
                "\"aud\":{\"a\":true}",
                "\"aud\":7",
                "\"aud\":[7]",
                "\"cnf\":\"key\"",
                "\"cnf\":{}",
                "\"cnf\":null",
                "\"cnf\":{\"jkt\":null}",
                "\"cnf\":[{\"jkt\":\"x\"}]"
            })
    @DisplayName("R7662-2.2-d members that are not of their type refuse the token")
    void membersOfAnotherType(String member) {
        String name = member.substring(0, member.indexOf(':'));
        String rest = name.equals("\"sub\"") ? "" : ",\"sub\":\"alice\"";
        String audience = name.equals("\"aud\"") ? "" : ",\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\"";
        desk.server.json("{\"active\":true," + member + rest + audience + "}");

        desk.rejected(Reason.INVALID_CLAIM, "abc");
    }

    @ParameterizedTest
    @CsvSource({"exp,-30,EXPIRED", "exp,-3600,EXPIRED", "nbf,31,NOT_YET_VALID", "iat,31,NOT_YET_VALID"})
    @DisplayName("R7662-2.2-d A85 times are checked here, whatever the server says")
    void timesAreChecked(String name, long fromNow, Reason reason) {
        answer(",\"" + name + "\":" + (desk.now() + fromNow));

        desk.rejected(reason, "abc");
    }

    @ParameterizedTest
    @CsvSource({"exp,-29", "exp,1", "nbf,30", "iat,30"})
    void timesWithinTheSkewAreGood(String name, long fromNow) {
        answer(",\"" + name + "\":" + (desk.now() + fromNow));

        desk.accepted("abc");
    }

    @Test
    void withoutSkewATokenExpiringExactlyNowIsRejected() {
        try (IntrospectionFixture strict = IntrospectionFixture.with(builder -> builder.clockSkew(Duration.ZERO))) {
            strict.server.json("{\"active\":true,\"sub\":\"alice\",\"aud\":\"" + IntrospectionFixture.AUDIENCE
                    + "\",\"exp\":" + strict.now() + "}");
            strict.rejected(Reason.EXPIRED, "abc");
            strict.clock.move(Duration.ofMillis(-1));
            strict.accepted("abc");
        }
    }

    @Test
    @DisplayName("R7662-2.2-e a token for others is refused, one for nobody too")
    void audience() {
        desk.server.json("{\"active\":true,\"sub\":\"alice\",\"aud\":\"https://other.example.com\"}");
        desk.rejected(Reason.WRONG_AUDIENCE, "abc");
        desk.server.json("{\"active\":true,\"sub\":\"alice\",\"aud\":[]}");
        desk.rejected(Reason.WRONG_AUDIENCE, "abc");
        desk.server.json("{\"active\":true,\"sub\":\"alice\"}");
        desk.rejected(Reason.WRONG_AUDIENCE, "abc");
        desk.server.json(
                "{\"active\":true,\"sub\":\"alice\",\"aud\":[\"x\",\"" + IntrospectionFixture.AUDIENCE + "\"]}");
        assertThat(desk.accepted("abc").audience(), containsInAnyOrder("x", IntrospectionFixture.AUDIENCE));
    }

    @Test
    @DisplayName("R7662-2.2-e any audience is good where that was said")
    void anyAudience() {
        try (FakeServer server = FakeServer.http()) {
            IntrospectionValidator validator =
                    IntrospectionFixture.settings(server).acceptAnyAudience().build();
            server.json("{\"active\":true,\"sub\":\"alice\",\"aud\":\"other\"}");
            assertThat(isAccepted(validator, "Bearer"), is(true));
            server.json("{\"active\":true,\"sub\":\"alice\"}");
            assertThat(isAccepted(validator, "Bearer"), is(true));
        }
    }

    @Test
    @DisplayName("R7662-2.2-f another issuer's token is refused; one that names none is the server's own")
    void issuer() {
        answer(",\"iss\":\"https://as2.example.com\"");
        desk.rejected(Reason.WRONG_ISSUER, "abc");
        answer(",\"iss\":\"" + IntrospectionFixture.ISSUER + "/\"");
        desk.rejected(Reason.WRONG_ISSUER, "abc");
        answer(",\"iss\":\"" + IntrospectionFixture.ISSUER + "\"");
        assertThat(desk.accepted("abc").issuer(), is(IntrospectionFixture.ISSUER));
        answer("");
        assertThat(desk.accepted("abc").issuer(), is(IntrospectionFixture.ISSUER));
        assertThat(desk.accepted("abc").claims().containsKey("iss"), is(false));
    }

    @Test
    void issuerThatNobodyTells_isNotKnown() {
        try (IntrospectionFixture endpointAlone = IntrospectionFixture.plain()) {
            endpointAlone.server.json(FakeServer.ACTIVE);
            assertThat(endpointAlone.accepted("abc").issuer(), is(nullValue()));

            endpointAlone.server.json(FakeServer.ACTIVE.replace("}", ",\"iss\":\"https://as2.example.com\"}"));
            assertThat(endpointAlone.accepted("abc").issuer(), is("https://as2.example.com"));
        }
    }

    @Test
    void qualifiedName_isNotThatOfALookUp() {
        answer("");

        assertThat(desk.accepted("abc").qualifiedName(), is(IntrospectionFixture.ISSUER + " alice"));
        assertThat(desk.accepted("abc").toString(), startsWith("IntrospectedToken[issuer=https://as1.example.com, "));
    }

    @Test
    void qualifiedName_hasTheSubject_notTheUsername() {
        answer(",\"username\":\"4711\",\"client_id\":\"4711\"");

        IntrospectedToken token = desk.accepted("abc");
        assertThat(token.getName(), is("4711"));
        assertThat(token.qualifiedName(), is(IntrospectionFixture.ISSUER + " alice"));
    }

    @Test
    void qualifiedName_isOfTheUsername_ifThereIsNoSubject() {
        desk.server.json("{\"active\":true,\"username\":\"alice\",\"client_id\":\"app\",\"aud\":\""
                + IntrospectionFixture.AUDIENCE + "\"}");

        assertThat(desk.accepted("abc").qualifiedName(), is(IntrospectionFixture.ISSUER + " alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP", "refresh_token", "Refresh", "N_A", "Bearer "})
    @DisplayName("R7662-2.2-g a token of another type than the scheme is refused")
    void otherTypes(String type) {
        answer(",\"token_type\":\"" + type + "\"");

        desk.rejected(Reason.WRONG_TYPE, "abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void bearerInAnyCase(String type) {
        answer(",\"token_type\":\"" + type + "\"");

        assertThat(desk.accepted("abc").tokenType(), is(type));
    }

    @Test
    @DisplayName("R7662-2.2-g some servers say which use a token has")
    void refreshTokensByTheirUse() {
        answer(",\"token_use\":\"refresh_token\"");
        desk.rejected(Reason.WRONG_TYPE, "abc");
        answer(",\"token_use\":\"access_token\"");
        desk.accepted("abc");
    }

    @Test
    @DisplayName(
            "R7662-A-a R9701-8.1-b a bound token keeps its binding, which the protector refuses unless it is proved")
    void boundToken_keepsItsBinding() {
        answer(",\"cnf\":{\"x5t#S256\":\"A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0\"}");

        Confirmation confirmation = desk.accepted("abc").confirmation();
        assertThat(confirmation.certificateThumbprint(), is("A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0"));
    }

    @Test
    @DisplayName("R7662-2.2-g a token of another scheme does not pass as bearer token")
    void otherTokenTypes_areRefusedAsBearer() {
        answer(",\"token_type\":\"DPoP\",\"cnf\":{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}");
        desk.rejected(Reason.WRONG_TYPE, "abc");
    }

    @Test
    @DisplayName("R7662-A-a the binding goes with the token, for whoever checks the proof")
    void theBindingGoesWithTheToken() {
        answer(",\"token_type\":\"DPoP\",\"cnf\":{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}");

        Verdict verdict = desk.validator.validate(presented("DPoP"));

        Confirmation confirmation = ((Verdict.Accepted) verdict).token().confirmation();
        assertThat(confirmation.keyThumbprint(), is("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
    }

    @Test
    @DisplayName("R7662-2.2-g a bearer token does not pass under another scheme")
    void bearerTokensUnderAnotherScheme() {
        answer(",\"token_type\":\"Bearer\"");

        assertThat(isAccepted(desk.validator, "DPoP"), is(false));
    }

    private static boolean isAccepted(IntrospectionValidator validator, String scheme) {
        return validator.validate(presented(scheme)) instanceof Verdict.Accepted;
    }

    private static PresentedToken presented(String scheme) {
        return new PresentedToken(scheme, "abc", "GET", URI.create("/"), name -> List.of());
    }

    @Test
    @DisplayName("R7662-2.2-h A88 all members are readable, extensions too")
    void membersAreReadable() {
        answer(",\"iss\":\"" + IntrospectionFixture.ISSUER
                + "\",\"client_id\":\"c\",\"username\":\"Alice A.\",\"jti\":\"id-1\","
                + "\"token_type\":\"Bearer\",\"exp\":" + (desk.now() + 60) + ",\"nbf\":" + desk.now() + ",\"iat\":"
                + (desk.now() - 1) + ",\"roles\":[\"admin\"],\"groups\":[\"staff\"],\"entitlements\":\"e1 e2\","
                + "\"extension_field\":{\"list\":[1,2.5,\"x\"]},\"empty\":null");

        IntrospectedToken token = desk.accepted("abc");

        assertThat(token.getName(), is("Alice A."));
        assertThat(token.username(), is("Alice A."));
        assertThat(token.subject(), is("alice"));
        assertThat(token.clientId(), is("c"));
        assertThat(token.tokenId(), is("id-1"));
        assertThat(token.tokenType(), is("Bearer"));
        assertThat(token.expiresAt(), is(Instant.ofEpochSecond(desk.now() + 60)));
        assertThat(token.notBefore(), is(Instant.ofEpochSecond(desk.now())));
        assertThat(token.issuedAt(), is(Instant.ofEpochSecond(desk.now() - 1)));
        assertThat(token.roles(), containsInAnyOrder("admin"));
        assertThat(token.groups(), containsInAnyOrder("staff"));
        assertThat(token.entitlements(), containsInAnyOrder("e1", "e2"));
        assertThat(token.revoked(), is(false));
        assertThat(token.claims().get("extension_field"), is(Map.of("list", List.of(1L, 2.5, "x"))));
        assertThat(token.claims().containsKey("empty"), is(false));
        assertThat(token.claims().get("active"), is(true));
    }

    @Test
    @DisplayName("A88 a member by name and type")
    void membersByType() {
        answer(",\"level\":7,\"tenant\":\"t\"");

        IntrospectedToken token = desk.accepted("abc");

        assertThat(token.claim("level", Long.class), is(7L));
        assertThat(token.claim("tenant", String.class), is("t"));
        assertThat(token.claim("level", String.class), is(nullValue()));
        assertThat(token.claim("nothing", String.class), is(nullValue()));
        assertThrows(UnsupportedOperationException.class, () -> token.claims().put("x", "y"));
    }

    @Test
    @DisplayName("A88 what the server did not tell is null or empty")
    void whatIsNotThere() {
        answer(",\"client_id\":null,\"exp\":null,\"username\":\"\"");

        IntrospectedToken token = desk.accepted("abc");

        assertThat(token.clientId(), is(nullValue()));
        assertThat(token.username(), is(nullValue()));
        assertThat(token.expiresAt(), is(nullValue()));
        assertThat(token.notBefore(), is(nullValue()));
        assertThat(token.issuedAt(), is(nullValue()));
        assertThat(token.tokenId(), is(nullValue()));
        assertThat(token.tokenType(), is(nullValue()));
        assertThat(token.confirmation(), is(nullValue()));
        assertThat(token.roles(), is(empty()));
    }

    @Test
    void theNameIsTheUsersThenTheSubjectThenTheClient() {
        String audience = ",\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\"}";
        desk.server.json("{\"active\":true,\"username\":\"u\",\"sub\":\"s\",\"client_id\":\"c\"" + audience);
        assertThat(desk.accepted("abc").getName(), is("u"));
        desk.server.json("{\"active\":true,\"sub\":\"s\",\"client_id\":\"c\"" + audience);
        assertThat(desk.accepted("abc").getName(), is("s"));
        desk.server.json("{\"active\":true,\"client_id\":\"c\"" + audience);
        assertThat(desk.accepted("abc").getName(), is("c"));
        desk.server.json("{\"active\":true" + audience);
        desk.rejected(Reason.INVALID_CLAIM, "abc");
    }

    @Test
    void answerWithoutSubject_isAcceptedIfThatIsSaid() {
        try (IntrospectionFixture relaxed =
                IntrospectionFixture.with(IntrospectionValidator.Builder::acceptMissingSubject)) {
            relaxed.server.json("{\"active\":true,\"scope\":\"a\",\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\"}");
            assertThat(relaxed.accepted("abc").getName(), is("(unknown)"));
            assertThat(relaxed.accepted("abc").subject(), is(nullValue()));
            relaxed.server.json("{\"active\":true,\"sub\":\"\",\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\"}");
            relaxed.rejected(Reason.INVALID_CLAIM, "abc");
            relaxed.server.json("{\"active\":true}");
            relaxed.rejected(Reason.WRONG_AUDIENCE, "abc");
            relaxed.server.json("{\"active\":true,\"sub\":\"s\",\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\"}");
            assertThat(relaxed.accepted("abc").getName(), is("s"));
        }
    }

    @Test
    void kindAsTokenType_isAcceptedIfThatIsSaid() {
        try (IntrospectionFixture relaxed =
                IntrospectionFixture.with(IntrospectionValidator.Builder::acceptKindAsTokenType)) {
            String start = "{\"active\":true,\"sub\":\"s\",\"aud\":\"" + IntrospectionFixture.AUDIENCE
                    + "\",\"token_type\":\"";
            relaxed.server.json(start + "access_token\"}");
            assertThat(relaxed.accepted("abc").tokenType(), is("access_token"));
            relaxed.server.json(start + "Bearer\"}");
            relaxed.accepted("abc");
            for (String other : List.of("refresh_token", "id_token", "Access_Token", "DPoP", "access")) {
                relaxed.server.json(start + other + "\"}");
                relaxed.rejected(Reason.WRONG_TYPE, "abc");
            }
        }
        answer(",\"token_type\":\"access_token\"");
        desk.rejected(Reason.WRONG_TYPE, "abc");
    }

    private String detail(String json) {
        desk.server.json(json);
        return ((Verdict.Rejected) desk.show("abc")).rejection().detail();
    }

    @Test
    void operator_readsWhatTheAnswerLacksAndWhatWouldAcceptIt() {
        String good = "{\"active\":true,\"sub\":\"s\",\"aud\":";
        assertThat(detail("{\"active\":false}"), startsWith("active is false: the token is expired"));
        assertThat(detail("{\"active\":true,\"sub\":\"s\"}"), startsWith("the server says no aud, configured: "));
        assertThat(detail(good + "\"other\"}"), startsWith("aud has \"other\", configured: "));
        String type = good + "\"" + IntrospectionFixture.AUDIENCE + "\",\"token_type\":";
        assertThat(detail(type + "\"access_token\"}"), endsWith("; acceptKindAsTokenType() accepts it"));
        assertThat(detail(type + "\"mac\"}"), endsWith("and the token came under the scheme Bearer"));
    }

    @Test
    void scopesFromWhereTheServerPutsThem() {
        try (IntrospectionFixture other =
                IntrospectionFixture.with(builder -> builder.scopesFrom("scp").scopesFrom("grant", "scopes"))) {
            String start = "{\"active\":true,\"sub\":\"a\",\"aud\":\"" + IntrospectionFixture.AUDIENCE
                    + "\",\"scope\":\"not-here\",\"grant\":{\"scopes\":[\"b\"]}";
            other.server.json(start + ",\"scp\":\"a c\"}");
            assertThat(other.accepted("abc").scopes(), containsInAnyOrder("a", "c"));
            other.server.json(start + "}");
            assertThat(other.accepted("abc").scopes(), containsInAnyOrder("b"));
        }
    }

    @Test
    void rolesFromWhereTheServerPutsThem() {
        try (IntrospectionFixture keycloak = IntrospectionFixture.with(
                builder -> builder.rolesFrom("realm_access", "roles").rolesFrom("resource_access.api.roles"))) {
            keycloak.server.json("{\"active\":true,\"sub\":\"a\",\"aud\":\"" + IntrospectionFixture.AUDIENCE
                    + "\",\"roles\":[\"not-here\"],\"realm_access\":{\"roles\":[\"user\"]},"
                    + "\"resource_access\":{\"api\":{\"roles\":[\"admin\"]}}}");

            assertThat(keycloak.accepted("abc").roles(), containsInAnyOrder("user", "admin"));
        }
    }

    @Test
    @DisplayName("R9110-17.16-a the text of a token shows nothing of it")
    void textsShowNothing() {
        answer(",\"username\":\"Alice A.\",\"iss\":\"" + IntrospectionFixture.ISSUER + "\"");

        assertThat(
                desk.accepted("abc").toString(),
                is("IntrospectedToken[issuer=https://as1.example.com, expiresAt=null]"));
    }
}

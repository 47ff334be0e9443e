package org.resourceprotector.challenge;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.challenge.ErrorResponses.Use;
import org.resourceprotector.challenge.OfferedSchemes.Scheme;
import org.resourceprotector.token.AuthenticationRequirement;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/** What callers see where several schemes are offered, and where a login is demanded: whole lines. */
class SeveralSchemesTest {

    private static final String METADATA = "https://rs.example.com/.well-known/oauth-protected-resource";
    private static final String INVALID_TOKEN =
            "error=\"invalid_token\", error_description=\"The access token is not valid here, or not valid any more\"";
    private static final String INVALID_REQUEST = "error=\"invalid_request\", error_description=\"The request needs"
            + " exactly one well-formed access token, sent in a secure way\"";
    private static final String LOGIN = "error=\"insufficient_user_authentication\", error_description=\"This request"
            + " needs another login, or a more recent one\"";

    private final Scheme bearer = new Scheme("Bearer", Map.of());
    private final Scheme dpop = new Scheme("DPoP", Map.of("algs", "ES256"));
    private final ErrorResponses both = offering(List.of(bearer, dpop), List.of(dpop));

    private static ErrorResponses offering(List<Scheme> any, List<Scheme> constrained) {
        return new ErrorResponses("api", null, Duration.ofSeconds(5), new OfferedSchemes(any, constrained));
    }

    private static Use used(@Nullable String scheme) {
        return new Use(scheme, false, null);
    }

    private @Nullable String line(Reason reason, Use use) {
        return both.of(Rejection.of(reason), null, use).challenge();
    }

    @Test
    @DisplayName("R9449-7.2-c without a token, each scheme is offered, and the first has the realm and scope")
    void withoutToken_eachSchemeIsOffered() {
        assertThat(line(Reason.MISSING, used(null)), is("Bearer realm=\"api\", DPoP algs=\"ES256\""));
        assertThat(line(Reason.MISSING, used("DPoP")), is("Bearer realm=\"api\", DPoP algs=\"ES256\""));
        Rejection needing = new Rejection(Reason.MISSING, "", Set.of("read"));
        assertThat(
                both.of(needing, null, used(null)).challenge(),
                is("Bearer realm=\"api\", scope=\"read\", DPoP algs=\"ES256\""));
        assertThat(
                both.of(needing, null, used("DPoP")).challenge(),
                is("Bearer realm=\"api\", scope=\"read\", DPoP algs=\"ES256\""));
    }

    @Test
    @DisplayName("R9449-7.2-d the error is in the challenge of the scheme that was used")
    void error_isUnderTheSchemeThatWasUsed() {
        assertThat(
                line(Reason.EXPIRED, used("Bearer")),
                is("Bearer realm=\"api\", " + INVALID_TOKEN + ", DPoP algs=\"ES256\""));
        assertThat(
                line(Reason.EXPIRED, used("DPoP")),
                is("Bearer realm=\"api\", DPoP " + INVALID_TOKEN + ", algs=\"ES256\""));
        assertThat(
                line(Reason.EXPIRED, used("Basic")),
                is("Bearer realm=\"api\", " + INVALID_TOKEN + ", DPoP algs=\"ES256\""));
    }

    @Test
    @DisplayName("R9449-7.2-e an error of no scheme in particular is in the challenges of all")
    void errorOfNoSchemeInParticular_isUnderAll() {
        assertThat(
                line(Reason.MALFORMED_REQUEST, used(null)),
                is("Bearer realm=\"api\", " + INVALID_REQUEST + ", DPoP " + INVALID_REQUEST + ", algs=\"ES256\""));
    }

    @Test
    @DisplayName("R9449-7.1-e errors of DPoP are named under DPoP only")
    void errorsOfDpop_areForWhoUsesIt() {
        assertThat(
                line(Reason.INVALID_PROOF, used("DPoP")),
                is("Bearer realm=\"api\", DPoP error=\"invalid_dpop_proof\", error_description=\"The DPoP proof is"
                        + " missing, or not valid for this request\", algs=\"ES256\""));
        assertThat(
                line(Reason.MISSING_NONCE, used("DPoP")),
                is("Bearer realm=\"api\", DPoP error=\"use_dpop_nonce\", error_description=\"The DPoP proof needs the"
                        + " nonce that this response provides\", algs=\"ES256\""));
        for (Reason reason : List.of(Reason.INVALID_PROOF, Reason.REPLAYED_PROOF, Reason.MISSING_NONCE)) {
            assertThat(line(reason, used("Bearer")), is(line(Reason.EXPIRED, used("Bearer"))));
            assertThat(both.of(Rejection.of(reason), null, used("DPoP")).status(), is(401));
        }
    }

    @Test
    void endpointForBoundTokens_offersNoOthers() {
        assertThat(line(Reason.MISSING, new Use(null, true, null)), is("DPoP realm=\"api\", algs=\"ES256\""));
        for (String scheme : List.of("Bearer", "DPoP")) {
            assertThat(
                    line(Reason.UNBOUND_TOKEN, new Use(scheme, true, null)),
                    is("DPoP realm=\"api\", " + INVALID_TOKEN + ", algs=\"ES256\""));
        }
    }

    @Test
    @DisplayName(
            "R9728-5.1-a R9728-5.1-b the metadata are named first and where the error is, and not to who sends nonsense")
    void metadata_areNamedWhereClientsLook() {
        String told = "resource_metadata=\"" + METADATA + "\"";
        assertThat(
                line(Reason.MISSING, new Use(null, false, METADATA)),
                is("Bearer realm=\"api\", " + told + ", DPoP algs=\"ES256\""));
        assertThat(
                line(Reason.EXPIRED, new Use("DPoP", false, METADATA)),
                is("Bearer realm=\"api\", " + told + ", DPoP " + INVALID_TOKEN + ", " + told + ", algs=\"ES256\""));
        assertThat(
                line(Reason.MALFORMED_REQUEST, new Use("Bearer", false, METADATA)),
                is("Bearer realm=\"api\", " + INVALID_REQUEST + ", DPoP algs=\"ES256\""));
    }

    @Test
    void furtherSchemes_haveRealmOrParametersInOrder() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("z", "1");
        parameters.put("a", "2");
        List<Scheme> schemes = List.of(bearer, new Scheme("Plain", Map.of()), new Scheme("Other", parameters));
        parameters.put("late", "3");
        ErrorResponses three = offering(schemes, schemes);
        assertThat(
                three.of(Rejection.of(Reason.EXPIRED), null, used("Plain")).challenge(),
                is("Bearer realm=\"api\", Plain realm=\"api\", " + INVALID_TOKEN + ", Other z=\"1\", a=\"2\""));
        assertThat(
                three.of(Rejection.of(Reason.MISSING), null, used("Other")).challenge(),
                is("Bearer realm=\"api\", Plain realm=\"api\", Other z=\"1\", a=\"2\""));
    }

    private static String body(ErrorResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private ErrorResponse needing(@Nullable Duration maxAge, Set<String> scopes, String... acr) {
        AuthenticationRequirement login = new AuthenticationRequirement(List.of(acr), maxAge);
        return both.of(new Rejection(Reason.INSUFFICIENT_AUTHENTICATION, "", scopes, login), null, used("Bearer"));
    }

    @Test
    @DisplayName(
            "R9470-3-b R9470-3-c R9470-3-d R9470-3-e a login is demanded by its classes and its age, in the challenge and in the body")
    void loginThatIsDemanded_isNamed() {
        ErrorResponse response = needing(Duration.ofMinutes(5), Set.of("pay"), "gold", "silver");
        assertThat(response.status(), is(401));
        assertThat(
                response.challenge(),
                is("Bearer realm=\"api\", scope=\"pay\", " + LOGIN
                        + ", acr_values=\"gold silver\", max_age=\"300\", DPoP algs=\"ES256\""));
        assertThat(
                body(response),
                is("{\"title\":\"Unauthorized\",\"status\":401,\"error\":\"insufficient_user_authentication\","
                        + "\"error_description\":\"This request needs another login, or a more recent one\","
                        + "\"scope\":\"pay\",\"acr_values\":\"gold silver\",\"max_age\":300}"));
    }

    @Test
    void onlyWhatIsDemandedOfLogin_isNamed() {
        assertThat(
                needing(null, Set.of(), "~a\"b\\\u00e9\u007f").challenge(),
                is("Bearer realm=\"api\", " + LOGIN + ", acr_values=\"~a\\\"b\\\\??\", DPoP algs=\"ES256\""));
        assertThat(
                body(needing(null, Set.of(), "~a\"b\\\u00e9\u007f")),
                is("{\"title\":\"Unauthorized\",\"status\":401,\"error\":\"insufficient_user_authentication\","
                        + "\"error_description\":\"This request needs another login, or a more recent one\","
                        + "\"acr_values\":\"~a\\\"b\\\\??\"}"));
        assertThat(
                needing(Duration.ZERO, Set.of()).challenge(),
                is("Bearer realm=\"api\", " + LOGIN + ", max_age=\"0\", DPoP algs=\"ES256\""));
        assertThat(
                body(needing(Duration.ZERO, Set.of())),
                is("{\"title\":\"Unauthorized\",\"status\":401,\"error\":\"insufficient_user_authentication\","
                        + "\"error_description\":\"This request needs another login, or a more recent one\","
                        + "\"max_age\":0}"));
    }

    @Test
    void answersAreKept_byAllThatTheyDependOn() {
        ErrorResponse first = needing(Duration.ZERO, Set.of(), "gold");
        assertThat(needing(Duration.ZERO, Set.of(), "gold"), is(sameInstance(first)));
        assertThat(needing(Duration.ZERO, Set.of(), "silver"), is(not(sameInstance(first))));
        assertThat(both.kept(), is(2));
        both.of(Rejection.of(Reason.MISSING), null, used("Bearer"));
        both.of(new Rejection(Reason.EXPIRED, "", Set.of("read")), null, used("Bearer"));
        assertThat(both.kept(), is(2));
    }

    @Test
    @DisplayName("R9396-des-a needed details are named beside needed scopes")
    void neededDetails_areNamedBesideScopes() {
        Rejection rejection = new Rejection(
                Reason.INSUFFICIENT_DETAILS, "", Set.of("pay"), null, null, List.of(Map.of("type", "payment")));
        ErrorResponse response = both.of(rejection, null, used("DPoP"));
        assertThat(
                response.challenge(),
                is("Bearer realm=\"api\", DPoP scope=\"pay\", error=\"insufficient_scope\", error_description=\"The"
                        + " access token does not allow this request\", algs=\"ES256\""));
        assertThat(
                body(response),
                is("{\"title\":\"Forbidden\",\"status\":403,\"error\":\"insufficient_scope\",\"error_description\":"
                        + "\"The access token does not allow this request\",\"scope\":\"pay\","
                        + "\"authorization_details\":[{\"type\":\"payment\"}]}"));
    }
}

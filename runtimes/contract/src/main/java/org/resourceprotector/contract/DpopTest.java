package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.contract.DpopEndpoints.BoundToken;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;

/** Tokens that are bound to a key, and proofs of it, over the wire. */
class DpopTest {

    private static final DpopKey KEY = DpopKey.create();
    private static final DpopKey STRANGER = DpopKey.create();
    private static final String BOUND = Secrets.token("bound");
    private static final String UNBOUND = Secrets.token("unbound");

    private static final String ALGS = "algs=\"ES256 PS256\"";
    private static final String INVALID_TOKEN =
            "error=\"invalid_token\", error_description=\"The access token is not valid here, or not valid any more\"";
    private static final String INVALID_PROOF =
            "error=\"invalid_dpop_proof\", error_description=\"The DPoP proof is missing, or not valid for this request\"";

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            DpopEndpoints.Root.class,
            ResourceProtector.builder()
                    .validator(TokenValidator.lookup(DpopTest::find))
                    .senderConstraint(
                            Dpop.builder().algorithms("ES256", "PS256").build())
                    .build());

    private static Optional<? extends AccessToken> find(String token) {
        return token.equals(BOUND)
                ? Optional.of(BoundToken.to(KEY))
                : token.equals(UNBOUND) ? Optional.of(BoundToken.toNothing()) : Optional.empty();
    }

    /** The URI of a path, as the runtime tells it. */
    private static String uri(String path) {
        return SERVER.get("/dpop/where").send().body().replace("/dpop/where", path);
    }

    private static Call dpop(String method, String path, String token, String... proofs) {
        Call call = SERVER.call(method, path).header("Authorization", "DPoP " + token);
        for (String proof : proofs) {
            call.header("DPoP", proof);
        }
        return call;
    }

    private static Call good(String path) {
        return dpop("GET", path, BOUND, KEY.proof("GET", uri(path), BOUND));
    }

    /** What a refused call gets for a challenge; nothing ran, and the proof is not logged. */
    private static String refused(Call call, int status, String proof) {
        int before = Ran.times("dpop");
        Answer answer = call.sendRaw();
        assertThat(answer.toString(), answer.status(), is(status));
        assertThat("the method ran", Ran.times("dpop"), is(before));
        assertThat(answer.header("Cache-Control"), containsString("no-store"));
        if (!proof.isEmpty()) {
            assertThat(answer.holds(proof), is(false));
            assertThat(SERVER.log().text(), not(containsString(proof)));
        }
        return answer.challenge();
    }

    @Test
    @DisplayName("R9449-7-a FAPI2-5.3.4-1 FAPI2-5.3.4-5 a bound token with a proof comes in, and as nothing else")
    void boundTokenWithProof_comesIn() {
        assertThat(good("/dpop/any").send().body(), is("ran dpop alice by DPoP"));
        assertThat(SERVER.get("/dpop/any").bearer(UNBOUND).send().body(), is("ran dpop bob by Bearer"));
    }

    @Test
    @DisplayName("R9449-7.2-d the application's own refusal has its error at the scheme that was used")
    void refusalByTheApplication_isExplainedWhereItWasUsed() {
        String error =
                "error=\"insufficient_scope\", error_description=\"The access token does not allow this request\"";
        Answer bound = good("/dpop/forbidden").send();
        assertThat(bound.status(), is(403));
        assertThat(bound.challenge(), is("Bearer realm=\"api\", DPoP " + error + ", " + ALGS));
        Answer plain = SERVER.get("/dpop/forbidden").bearer(UNBOUND).send();
        assertThat(plain.challenge(), is("Bearer realm=\"api\", " + error + ", DPoP " + ALGS));
    }

    @Test
    @DisplayName("R9449-4.1-a names of headers and schemes have no case, blanks around the proof do not count")
    void spelling_doesNotMatter() {
        String proof = KEY.proof("GET", uri("/dpop/any"), BOUND);
        Answer answer = SERVER.get("/dpop/any")
                .header("authorization", "dpop   " + BOUND)
                .header("dpop", "  " + proof + " ")
                .sendRaw();
        assertThat(answer.toString(), answer.status(), is(200));
    }

    @Test
    @DisplayName("R9449-7.1-b R9449-11.1-b R9700-4.10.1-a a proof that was used before is refused")
    void usedProof_isRefused() {
        String proof = KEY.proof("GET", uri("/dpop/any"), BOUND);
        assertThat(dpop("GET", "/dpop/any", BOUND, proof).send().status(), is(200));
        assertThat(
                refused(dpop("GET", "/dpop/any", BOUND, proof), 401, proof),
                is("Bearer realm=\"api\", DPoP " + INVALID_PROOF + ", " + ALGS));
    }

    @Test
    @DisplayName("R9449-11.1-b of fifty uses at once, one comes in")
    void ofManyAtOnce_oneComesIn() throws Exception {
        String proof = KEY.proof("GET", uri("/dpop/any"), BOUND);
        int before = Ran.times("dpop");
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(
                        () -> dpop("GET", "/dpop/any", BOUND, proof).send().status()));
            }
            int accepted = 0;
            for (Future<Integer> answer : answers) {
                accepted += answer.get() == 200 ? 1 : 0;
            }
            assertThat(accepted, is(1));
        } finally {
            threads.shutdownNow();
        }
        assertThat(Ran.times("dpop"), is(before + 1));
    }

    @Test
    @DisplayName("R9449-7.2-a R9449-6-a R6749-7-b a bound token as Bearer, with and without a proof")
    void boundTokenAsBearer_isRefused() {
        String expected = "Bearer realm=\"api\", " + INVALID_TOKEN + ", DPoP " + ALGS;
        assertThat(refused(SERVER.get("/dpop/any").bearer(BOUND), 401, ""), is(expected));
        String proof = KEY.proof("GET", uri("/dpop/any"), BOUND);
        assertThat(refused(SERVER.get("/dpop/any").bearer(BOUND).header("DPoP", proof), 401, proof), is(expected));
        assertThat(dpop("GET", "/dpop/any", BOUND, proof).send().status(), is(200));
    }

    @Test
    @DisplayName("R9449-7.2-b an unbound token as DPoP")
    void unboundTokenAsDpop_isRefused() {
        String proof = KEY.proof("GET", uri("/dpop/any"), UNBOUND);
        assertThat(
                refused(dpop("GET", "/dpop/any", UNBOUND, proof), 401, proof),
                is("Bearer realm=\"api\", DPoP " + INVALID_TOKEN + ", " + ALGS));
    }

    @Test
    @DisplayName("R9449-4.3-12b the proof of another key")
    void proofOfAnotherKey_isRefused() {
        String proof = STRANGER.proof("GET", uri("/dpop/any"), BOUND);
        assertThat(
                refused(dpop("GET", "/dpop/any", BOUND, proof), 401, proof),
                is("Bearer realm=\"api\", DPoP " + INVALID_TOKEN + ", " + ALGS));
    }

    @Test
    @DisplayName("R9449-4.3-1 R9449-4.3-2 R9449-7-a what is not one proof")
    void whatIsNotOneProof_isRefused() {
        String expected = "Bearer realm=\"api\", DPoP " + INVALID_PROOF + ", " + ALGS;
        String one = KEY.proof("GET", uri("/dpop/any"), BOUND);
        String other = KEY.proof("GET", uri("/dpop/any"), BOUND);
        for (String[] proofs : new String[][] {
            {}, {""}, {"x"}, {one, one}, {one, other}, {one + ", " + other}, {one + "," + other}, {one, ""}
        }) {
            assertThat(refused(dpop("GET", "/dpop/any", BOUND, proofs), 401, ""), is(expected));
        }
        assertThat(dpop("GET", "/dpop/any", BOUND, one).send().status(), is(200));
    }

    @Test
    @DisplayName("R9449-4.3-8a R9449-4.3-8c a proof for another method; HEAD is a method of its own")
    void proofForAnotherMethod_isRefused() {
        String get = KEY.proof("GET", uri("/dpop/any"), BOUND);
        refused(dpop("POST", "/dpop/any", BOUND, get), 401, get);
        Answer head = dpop("HEAD", "/dpop/any", BOUND, get).sendRaw();
        assertThat(head.status(), is(401));
        assertThat(
                dpop("HEAD", "/dpop/any", BOUND, KEY.proof("HEAD", uri("/dpop/any"), BOUND))
                        .sendRaw()
                        .status(),
                is(200));
        String post = KEY.proof("POST", uri("/dpop/any"), BOUND);
        Call overridden = dpop("GET", "/dpop/any", BOUND, post).header("X-HTTP-Method-Override", "POST");
        refused(overridden, 401, post);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dpop/any?a=1", "/dpop/any?a=%2F..%2F&b=/../x", "/dpop/any?"})
    @DisplayName("R9449-4.3-9a the query does not count")
    void query_doesNotCount(String path) {
        assertThat(
                dpop("GET", path, BOUND, KEY.proof("GET", uri("/dpop/any"), BOUND))
                        .sendRaw()
                        .status(),
                is(200));
        assertThat(
                dpop("GET", path, BOUND, KEY.proof("GET", uri("/dpop/any") + "?other#f", BOUND))
                        .sendRaw()
                        .status(),
                is(200));
    }

    @Test
    @DisplayName("R9449-4.3-9b R9449-4.3-9c the path counts as it was sent, in any of its spellings")
    void path_countsAsItWasSent() {
        String path = "/dpop/items/a%20b%7Ec";
        for (String spelling : List.of("/dpop/items/a%20b~c", path, "/dpop/./items/%61%20b%7ec")) {
            Answer answer = dpop("GET", path, BOUND, KEY.proof("GET", uri(spelling), BOUND))
                    .sendRaw();
            assertThat(spelling + ": " + answer, answer.body(), is("ran dpop a b~c"));
        }
        for (String other :
                List.of("/dpop/items/a+b~c", "/dpop/items/A%20b~c", "/dpop/items/a%20b~c/", "/dpop/items/a")) {
            String proof = KEY.proof("GET", uri(other), BOUND);
            refused(dpop("GET", path, BOUND, proof), 401, proof);
        }
    }

    @Test
    @DisplayName("R9449-4.3-9b slashes at the beginning count, which some runtimes leave out")
    void slashesAtTheBeginning_count() {
        String path = "//dpop/any";
        String other = KEY.proof("GET", uri("/dpop/any"), BOUND);
        int ran = Ran.times("dpop/any");
        dpop("GET", path, BOUND, other).sendRaw();
        assertThat(Ran.times("dpop/any"), is(ran));
        String fitting = KEY.proof("GET", uri(path), BOUND);
        assertThat(dpop("GET", path, BOUND, fitting).sendRaw().status(), is(oneOf(200, 404)));
    }

    @Test
    @DisplayName("R9449-4.3-9d what a caller says of where it is counts for nothing")
    void forwardedHeaders_countForNothing() {
        String proof = KEY.proof("GET", "https://evil.example.com/dpop/any", BOUND);
        Call call = dpop("GET", "/dpop/any", BOUND, proof)
                .header("X-Forwarded-Host", "evil.example.com")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=evil.example.com;proto=https");
        refused(call, 401, proof);
    }

    @Test
    @DisplayName(
            "R9449-7.2-c R9449-7.1-g no credentials: both schemes and no error; Proxy-Authorization does not count")
    void withoutCredentials_bothSchemesAreOffered() {
        String expected = "Bearer realm=\"api\", DPoP " + ALGS;
        assertThat(refused(SERVER.get("/dpop/any"), 401, ""), is(expected));
        Call proxy = SERVER.get("/dpop/any").header("Proxy-Authorization", "DPoP " + BOUND);
        Answer answer = proxy.sendRaw();
        assertThat(answer.challenge(), is(expected));
        assertThat(answer.header("Proxy-Authenticate"), is(""));
    }

    @Test
    @DisplayName("R9449-7.2-d R9449-7.1-e the error is at the scheme that was used")
    void error_isAtTheSchemeThatWasUsed() {
        assertThat(
                refused(SERVER.get("/dpop/any").bearer(Tokens.UNKNOWN), 401, ""),
                is("Bearer realm=\"api\", " + INVALID_TOKEN + ", DPoP " + ALGS));
        String proof = KEY.proof("GET", uri("/dpop/any"), Tokens.UNKNOWN);
        assertThat(
                refused(dpop("GET", "/dpop/any", Tokens.UNKNOWN, proof), 401, proof),
                is("Bearer realm=\"api\", DPoP " + INVALID_TOKEN + ", " + ALGS));
    }

    @Test
    @DisplayName("R9449-7.2-e two schemes in one request")
    void twoSchemes_areMalformed() {
        Call call = good("/dpop/any").header("Authorization", "Bearer " + UNBOUND);
        assertThat(refused(call, 400, ""), containsString("DPoP error=\"invalid_request\""));
    }

    @Test
    @DisplayName("R9449-7.1-f FAPI2-5.3.4-4 the scope that lacks is at the DPoP challenge")
    void scopeThatLacks_isAtTheDpopChallenge() {
        assertThat(
                refused(good("/dpop/scoped"), 403, ""),
                is("Bearer realm=\"api\", DPoP scope=\"profile\", error=\"insufficient_scope\","
                        + " error_description=\"The access token does not allow this request\", " + ALGS));
    }

    @Test
    @DisplayName("R9470-3-f a login that is too weak is told of at the DPoP challenge")
    void loginThatIsTooWeak_isAtTheDpopChallenge() {
        assertThat(
                refused(good("/dpop/gold"), 401, ""),
                is("Bearer realm=\"api\", DPoP error=\"insufficient_user_authentication\","
                        + " error_description=\"This request needs another login, or a more recent one\","
                        + " acr_values=\"gold\", max_age=\"300\", " + ALGS));
    }

    @Test
    @DisplayName("R9449-7.1-c R8705-req-a an endpoint that demands a binding")
    void endpointThatDemandsBinding_refusesPlainTokens() {
        assertThat(good("/dpop/bound").send().body(), is("ran dpop"));
        assertThat(refused(SERVER.get("/dpop/bound"), 401, ""), is("DPoP realm=\"api\", " + ALGS));
        assertThat(
                refused(SERVER.get("/dpop/bound").bearer(UNBOUND), 401, ""),
                is("DPoP realm=\"api\", " + INVALID_TOKEN + ", " + ALGS));
    }

    @Test
    void optionalEndpoint_refusesBadProofs() {
        assertThat(good("/dpop/optional").send().body(), is("ran dpop somebody"));
        assertThat(SERVER.get("/dpop/optional").send().body(), is("ran dpop nobody"));
        refused(dpop("GET", "/dpop/optional", BOUND), 401, "");
    }

    @Test
    @DisplayName("R9111-4.1-a where no token is needed, the answer to one with a proof depends on the proof")
    void optionalEndpoint_tellsCachesOfTheProof() {
        for (Call call :
                List.of(good("/dpop/ignoring"), SERVER.get("/dpop/ignoring"), dpop("GET", "/dpop/ignoring", BOUND))) {
            assertThat(call.send().header("Vary"), is("Authorization, DPoP"));
        }
        assertThat(SERVER.get("/dpop/optional").send().header("Vary"), is("Authorization"));
        assertThat(good("/dpop/optional").send().header("Vary"), is("Authorization, DPoP"));
    }

    @Test
    void responseWithoutNonces_hasNone() {
        assertThat(good("/dpop/any").sendRaw().all("DPoP-Nonce"), is(empty()));
        assertThat(
                SERVER.get("/dpop/any").sendRaw().all("WWW-Authenticate"),
                contains("Bearer realm=\"api\", DPoP " + ALGS));
    }
}

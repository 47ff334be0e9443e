package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.contract.DpopEndpoints.BoundToken;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.dpop.NonceProvider;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.token.TokenValidator;

/** Clients that prove possession of a key are sent to the metadata by the same challenge. */
class DpopMetadataTest {

    private static final DpopKey KEY = DpopKey.create();
    private static final String BOUND = Secrets.token("bound");
    private static final String UNBOUND = Secrets.token("unbound");
    private static final Map<String, BoundToken> TOKENS =
            Map.of(BOUND, BoundToken.to(KEY), UNBOUND, BoundToken.toNothing());
    private static final String RESOURCE = "https://rs.example.com";
    private static final String REST =
            "resource_metadata=\"" + RESOURCE + "/.well-known/oauth-protected-resource\", algs=\"ES256\"";
    private static final NonceProvider NONCES = NonceProvider.shared(
            Duration.ofMinutes(2),
            MutableClock.at(Tokens.START),
            "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            DpopEndpoints.Root.class,
            ResourceProtector.builder()
                    .validator(TokenValidator.lookup(token -> Optional.ofNullable(TOKENS.get(token))))
                    .senderConstraint(Dpop.builder()
                            .algorithms("ES256")
                            .requireNonce(NONCES)
                            .publicUri(uri -> URI.create(RESOURCE + uri.getRawPath()))
                            .build())
                    .requireSenderConstraint()
                    .metadata(ResourceMetadata.builder().resource(RESOURCE).build())
                    .build());

    private static Answer come(String path, String nonce) {
        return SERVER.get(path)
                .header("Authorization", "DPoP " + BOUND)
                .header("DPoP", KEY.proof("GET", RESOURCE + path, BOUND, nonce))
                .sendRaw();
    }

    @Test
    @DisplayName("R9728-5.1-b MCP-dpop-a every DPoP challenge names the metadata, that for a nonce, too")
    void everyChallenge_namesTheMetadata() {
        assertThat(SERVER.get("/dpop/any").send().challenge(), is("DPoP realm=\"api\", " + REST));
        Answer nonce = come("/dpop/any", "");
        assertThat(nonce.status(), is(401));
        assertThat(nonce.all("DPoP-Nonce"), hasSize(1));
        assertThat(
                nonce.challenge(),
                is("DPoP realm=\"api\", error=\"use_dpop_nonce\", error_description=\"The DPoP proof needs the nonce"
                        + " that this response provides\", " + REST));
        assertThat(come("/dpop/any", nonce.header("DPoP-Nonce")).status(), is(200));
    }

    @Test
    @DisplayName("R9728-2-h metadata that require bound tokens are the truth: a good token that is not bound is a 401")
    void metadataThatRequireBoundTokens_areTheTruth() {
        assertThat(
                SERVER.get("/.well-known/oauth-protected-resource").send().body(),
                containsString("\"dpop_bound_access_tokens_required\":true"));
        String refused =
                "DPoP realm=\"api\", error=\"invalid_token\", error_description=\"The access token is not valid"
                        + " here, or not valid any more\", " + REST;
        int ran = Ran.times("dpop");
        Answer plain = SERVER.get("/dpop/any").bearer(UNBOUND).send();
        assertThat(plain.status(), is(401));
        assertThat(plain.challenge(), is(refused));
        Answer asDpop = SERVER.get("/dpop/any")
                .header("Authorization", "DPoP " + UNBOUND)
                .header("DPoP", KEY.proof("GET", RESOURCE + "/dpop/any", UNBOUND, NONCES.issue()))
                .sendRaw();
        assertThat(asDpop.status(), is(401));
        assertThat(asDpop.challenge(), is(refused));
        assertThat(Ran.times("dpop"), is(ran));
    }

    @Test
    @DisplayName("R9728-5.1-b R9470-3-f MCP-scope-d beside scope, acr_values and max_age, and the same each time")
    void challenge_namesTheMetadataBesideWhatIsNeeded() {
        String nonce = come("/dpop/any", "").header("DPoP-Nonce");
        for (int i = 0; i < 2; i++) {
            assertThat(
                    come("/dpop/gold", nonce).challenge(),
                    is("DPoP realm=\"api\", error=\"insufficient_user_authentication\","
                            + " error_description=\"This request needs another login, or a more recent one\","
                            + " acr_values=\"gold\", max_age=\"300\", " + REST));
            assertThat(
                    come("/dpop/scoped", nonce).challenge(),
                    is("DPoP realm=\"api\", scope=\"profile\", error=\"insufficient_scope\","
                            + " error_description=\"The access token does not allow this request\", " + REST));
        }
    }
}

package org.resourceprotector.interop.servers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client that is written with nimbus's oauth2-oidc-sdk, and has a token that is bound to its key. */
final class NimbusClient {

    private static final Pattern ERROR = Pattern.compile("error=\"([a-z_]+)\"");
    private static final Duration OFF = Duration.ofMinutes(2);

    private final DPoPProofFactory proofs = newKey();
    private final DPoPAccessToken token;

    NimbusClient(String issuer, String audience) {
        try {
            URI endpoint =
                    AuthorizationServerMetadata.resolve(new Issuer(issuer)).getTokenEndpointURI();
            ClientSecretBasic secret = new ClientSecretBasic(new ClientID("robot"), new Secret("robot-secret"));
            HTTPRequest request = new TokenRequest.Builder(endpoint, secret, new ClientCredentialsGrant())
                    .scope(new Scope("profile"))
                    .resource(URI.create(audience))
                    .build()
                    .toHTTPRequest();
            request.setDPoP(proofs.createDPoPJWT("POST", endpoint));
            token = TokenResponse.parse(request.send())
                    .toSuccessResponse()
                    .getTokens()
                    .getDPoPAccessToken();
        } catch (IOException | JOSEException | GeneralException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DPoPProofFactory newKey() {
        try {
            return new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    DPoPAccessToken token() {
        return token;
    }

    /** A proof for a GET. */
    SignedJWT proof(URI uri) throws JOSEException {
        return proofs.createDPoPJWT("GET", uri, token);
    }

    HTTPResponse get(URI uri, AccessToken as, SignedJWT proof) throws IOException {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, uri);
        request.setAuthorization(as.toAuthorizationHeader());
        request.setDPoP(proof);
        return request.send();
    }

    /** Uses the token in the right way and in others, as the scripts for Node.js do. */
    List<String> use(Api api, Api withNonces) throws IOException, JOSEException {
        URI uri = URI.create(api.base() + "orders");
        URI elsewhere = URI.create(uri + "/owner");
        Instant now = Instant.now();
        SignedJWT once = proof(uri);
        return List.of(
                "token " + token.getType().getValue().toLowerCase(Locale.ROOT),
                "good " + end(get(uri, token, once)),
                "good again " + end(get(uri, token, proof(uri))),
                "replayed " + end(get(uri, token, once)),
                "another key " + end(get(uri, token, newKey().createDPoPJWT("GET", uri, token))),
                "another URI " + end(get(elsewhere, token, proof(uri))),
                "another method " + end(get(uri, token, proofs.createDPoPJWT("POST", uri, token))),
                "two minutes ahead " + end(get(uri, token, proof(uri, now.plus(OFF)))),
                "two minutes behind " + end(get(uri, token, proof(uri, now.minus(OFF)))),
                "without proof " + end(get(uri, new BearerAccessToken(token.getValue()), null)),
                nonce(URI.create(withNonces.base() + "orders")));
    }

    private SignedJWT proof(URI uri, Instant issuedAt) throws JOSEException {
        return proofs.createDPoPJWT(new JWTID(), "GET", uri, Date.from(issuedAt), token, null);
    }

    /** The application repeats the call. */
    private String nonce(URI uri) throws IOException, JOSEException {
        HTTPResponse refused = get(uri, token, proof(uri));
        Nonce nonce = refused.getDPoPNonce();
        HTTPResponse second = get(uri, token, proofs.createDPoPJWT("GET", uri, token, nonce));
        boolean isTold = end(refused).endsWith(" use_dpop_nonce");
        return "nonce " + refused.getStatusCode() + " " + isTold + " " + second.getStatusCode();
    }

    private static String end(HTTPResponse response) {
        Stream<String> errors = Stream.ofNullable(response.getWWWAuthenticate())
                .flatMap(challenge -> ERROR.matcher(challenge).results().map((MatchResult error) -> error.group(1)));
        return Stream.concat(Stream.of(String.valueOf(response.getStatusCode())), errors)
                .collect(Collectors.joining(" "));
    }
}

package org.resourceprotector.interop.spring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.client.RestClient;

/**
 * A client that is written with Spring's {@code RestClient}. Its OAuth 2.0 client makes no proofs of DPoP; these are made with
 * {@code JwtEncoder}, as the reference of Spring Security shows.
 */
final class SpringDpopClient {

    private static final Pattern ERROR = Pattern.compile("error=\"([a-z_]+)\"");
    private static final Duration OFF = Duration.ofMinutes(2);

    private final ECKey key = newKey();
    private final RestClient http = RestClient.create();
    private final String token;

    private SpringDpopClient(String issuer, String audience) {
        URI endpoint = URI.create(issuer + "/token");
        String form = "grant_type=client_credentials&scope=profile&resource=" + URLEncoder.encode(audience, UTF_8);
        Map<String, String> answer = http.post()
                .uri(endpoint)
                .headers(headers -> headers.setBasicAuth("robot", "robot-secret"))
                .header("DPoP", proof(key, "POST", endpoint, Instant.now(), null, null))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .retrieve()
                .body(new ParameterizedTypeReference<>() {});
        Map<String, String> granted = Objects.requireNonNull(answer, "no body");
        this.token = Objects.requireNonNull(granted.get("access_token"), "no token");
        System.out.println("token " + String.valueOf(granted.get("token_type")).toLowerCase(java.util.Locale.ROOT));
    }

    /**
     * Gets a token that is bound to its key, and uses it, in the right way and in others.
     *
     * @param arguments issuer, audience, the API, and the same with nonces
     */
    public static void main(String[] arguments) {
        SpringDpopClient client = new SpringDpopClient(arguments[0], arguments[1]);
        client.use(URI.create(arguments[2] + "orders"));
        client.useWithNonces(URI.create(arguments[3] + "orders"));
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String proof(
            ECKey key, String method, URI uri, Instant issuedAt, @Nullable String token, @Nullable String nonce) {
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.ES256)
                .type("dpop+jwt")
                .jwk(key.toPublicJWK().toJSONObject())
                .build();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .issuedAt(issuedAt)
                .claim("htm", method)
                .claim("htu", uri.toString());
        Optional.ofNullable(token).ifPresent(bound -> claims.claim("ath", sha256(bound)));
        Optional.ofNullable(nonce).ifPresent(fresh -> claims.claim("nonce", fresh));
        JWKSet keys = new JWKSet(key);
        return new NimbusJwtEncoder((selector, context) -> selector.select(keys))
                .encode(JwtEncoderParameters.from(header, claims.build()))
                .getTokenValue();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String proof(ECKey by, String method, URI uri, Instant issuedAt) {
        return proof(by, method, uri, issuedAt, token, null);
    }

    private ResponseEntity<Void> get(URI uri, String proof) {
        return http.method(HttpMethod.GET)
                .uri(uri)
                .header(HttpHeaders.AUTHORIZATION, "DPoP " + token)
                .header("DPoP", proof)
                .retrieve()
                .onStatus(HttpStatusCode::isError, (request, response) -> {})
                .toBodilessEntity();
    }

    private ResponseEntity<Void> getWithoutProof(URI uri) {
        return http.get()
                .uri(uri)
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .onStatus(HttpStatusCode::isError, (request, response) -> {})
                .toBodilessEntity();
    }

    private void use(URI uri) {
        Instant now = Instant.now();
        String once = proof(key, "GET", uri, now);
        say("good", get(uri, once));
        say("good again", get(uri, proof(key, "GET", uri, now)));
        say("replayed", get(uri, once));
        say("another key", get(uri, proof(newKey(), "GET", uri, now)));
        say("another URI", get(URI.create(uri + "/owner"), proof(key, "GET", uri, now)));
        say("another method", get(uri, proof(key, "POST", uri, now)));
        say("two minutes ahead", get(uri, proof(key, "GET", uri, now.plus(OFF))));
        say("two minutes behind", get(uri, proof(key, "GET", uri, now.minus(OFF))));
        say("without proof", getWithoutProof(uri));
    }

    /** The application repeats the call. */
    private void useWithNonces(URI uri) {
        ResponseEntity<Void> refused = get(uri, proof(key, "GET", uri, Instant.now()));
        String nonce = refused.getHeaders().getFirst("DPoP-Nonce");
        ResponseEntity<Void> second = get(uri, proof(key, "GET", uri, Instant.now(), token, nonce));
        boolean isTold = errors(refused).equals(" use_dpop_nonce");
        System.out.println("nonce " + refused.getStatusCode().value() + " " + isTold + " "
                + second.getStatusCode().value());
    }

    private static void say(String what, ResponseEntity<Void> answer) {
        System.out.println(what + " " + answer.getStatusCode().value() + errors(answer));
    }

    private static String errors(ResponseEntity<Void> answer) {
        String challenge =
                Optional.ofNullable(answer.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE)).orElse("");
        Matcher error = ERROR.matcher(challenge);
        return error.results().map(found -> " " + found.group(1)).collect(Collectors.joining());
    }
}

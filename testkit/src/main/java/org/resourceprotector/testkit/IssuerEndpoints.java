package org.resourceprotector.testkit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the endpoint of a request, keeps a record of it, and answers as well as the issuer's day allows. Thread-safe. */
final class IssuerEndpoints {

    private static final List<String> CLIENT_AUTHENTICATION =
            List.of("client_secret_basic", "client_secret_post", "private_key_jwt");

    private final TestIssuer issuer;
    private final String path;
    private final RequestLog log = new RequestLog();
    private final IssuerFaults faults = new IssuerFaults();
    private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    private final ClientGate gate;
    private final TokenEndpoint token;
    private final IntrospectionEndpoint introspection;

    IssuerEndpoints(TestIssuer issuer, TestIssuerBuilder settings) {
        this.issuer = issuer;
        path = settings.path();
        gate = new ClientGate(issuer, settings.clients(), settings.isOpen());
        token = new TokenEndpoint(issuer, gate, settings.lifetime(), settings.isOpaque());
        introspection = new IntrospectionEndpoint(issuer, gate);
    }

    Answer answer(RecordedRequest request) {
        Optional<IssuerEndpoint> called = Arrays.stream(IssuerEndpoint.values())
                .filter(endpoint -> endpoint.path(path).equals(request.uri().getPath()))
                .findFirst();
        called.ifPresent(endpoint -> log.add(endpoint, request));
        return called.map(endpoint -> faults.apply(endpoint, () -> regular(endpoint, request)))
                .orElseGet(() -> Answer.error(404, "not_found"));
    }

    private Answer regular(IssuerEndpoint endpoint, RecordedRequest request) {
        boolean posted = request.method().equals("POST");
        if (posted != endpoint.takesForms()) {
            return Answer.error(405, "invalid_request").with("Allow", endpoint.takesForms() ? "POST" : "GET");
        }
        if (!isFormWellMade(request)) {
            return Answer.error(400, "invalid_request");
        }
        return switch (endpoint) {
            case OAUTH_METADATA, OPENID_METADATA -> Answer.of(200, Answer.JSON, Json.write(metadata()));
            case JWKS -> Answer.of(200, "application/jwk-set+json", issuer.jwkSetJson());
            case TOKEN -> token.answer(request);
            case INTROSPECTION -> introspection.answer(request);
            case REVOCATION -> revocation(request);
        };
    }

    @SuppressWarnings("ReturnValueIgnored") // it is decoded to see whether it can be
    private static boolean isFormWellMade(RecordedRequest request) {
        try {
            request.form();
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private Answer revocation(RecordedRequest request) {
        if (gate.caller(request).isEmpty()) {
            return RegisteredClients.refuse(request);
        }
        List<String> values = request.form().getOrDefault("token", List.of());
        if (values.size() != 1) {
            return Answer.error(400, "invalid_request");
        }
        issuer.revoke(values.get(0));
        return Answer.empty(200);
    }

    private synchronized Map<String, @Nullable Object> metadata() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer.issuer());
        document.put("jwks_uri", issuer.uri(IssuerEndpoint.JWKS).toString());
        document.put("token_endpoint", issuer.uri(IssuerEndpoint.TOKEN).toString());
        document.put(
                "introspection_endpoint",
                issuer.uri(IssuerEndpoint.INTROSPECTION).toString());
        document.put(
                "revocation_endpoint", issuer.uri(IssuerEndpoint.REVOCATION).toString());
        document.put("grant_types_supported", List.of("client_credentials"));
        document.put("response_types_supported", List.of("none")); // there must be one
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", issuer.keys().algorithms());
        document.put("token_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
        document.put("introspection_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
        document.put("introspection_signing_alg_values_supported", issuer.keys().algorithms());
        document.putAll(metadata);
        document.values().removeIf(content -> content == null);
        return document;
    }

    synchronized void metadata(String name, @Nullable Object content) {
        metadata.put(name, content);
    }

    void introspectionDefects(List<IntrospectionDefect> defects) {
        introspection.defects(defects);
    }

    String path() {
        return path;
    }

    IssuerFaults faults() {
        return faults;
    }

    RequestLog log() {
        return log;
    }
}

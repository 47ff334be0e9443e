package org.resourceprotector.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.resourceprotector.scope.Scopes;
import org.resourceprotector.testkit.RegisteredClients.Client;

/** The client credentials grant, with {@code scope} and the {@code resource} of RFC 8707. */
final class TokenEndpoint {

    private final TestIssuer issuer;
    private final ClientGate gate;
    private final Duration lifetime;
    private final boolean opaque;

    TokenEndpoint(TestIssuer issuer, ClientGate gate, Duration lifetime, boolean opaque) {
        this.issuer = issuer;
        this.gate = gate;
        this.lifetime = lifetime;
        this.opaque = opaque;
    }

    Answer answer(RecordedRequest request) {
        Optional<Client> client = gate.client(request);
        if (client.isEmpty()) {
            return RegisteredClients.refuse(request);
        }
        Map<String, List<String>> form = request.form();
        if (!form.containsKey("grant_type")) {
            return Answer.error(400, "invalid_request");
        }
        if (!RegisteredClients.first(form, "grant_type").equals("client_credentials")) {
            return Answer.error(400, "unsupported_grant_type");
        }
        Set<String> scopes = Scopes.parse(RegisteredClients.first(form, "scope"));
        Set<String> allowed = client.get().scopes();
        if (allowed != null && !allowed.containsAll(scopes)) {
            return Answer.error(400, "invalid_scope");
        }
        String granted = String.join(" ", scopes.isEmpty() && allowed != null ? allowed : scopes);
        return grant(client.get(), granted, form.getOrDefault("resource", List.of()));
    }

    private Answer grant(Client client, String scope, List<String> resources) {
        TestToken token = issuer.token().subject(client.id()).clientId(client.id());
        if (!resources.isEmpty()) {
            token = token.audience(resources.toArray(String[]::new));
        }
        if (!scope.isEmpty()) {
            token = token.scope(scope);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", opaque ? token.opaqueValue() : token.value());
        answer.put("token_type", "Bearer");
        answer.put("expires_in", lifetime.toSeconds());
        if (!scope.isEmpty()) {
            answer.put("scope", scope);
        }
        return Answer.json(answer).with("Pragma", "no-cache");
    }
}

package org.resourceprotector.testkit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RFC 7662, and RFC 9701 where the caller asks for it. */
final class IntrospectionEndpoint {

    private final TestIssuer issuer;
    private final ClientGate gate;
    private volatile List<IntrospectionDefect> defects = List.of();

    IntrospectionEndpoint(TestIssuer issuer, ClientGate gate) {
        this.issuer = issuer;
        this.gate = gate;
    }

    void defects(List<IntrospectionDefect> wrong) {
        defects = List.copyOf(wrong);
    }

    Answer answer(RecordedRequest request) {
        Optional<String> caller = gate.caller(request);
        if (caller.isEmpty()) {
            return RegisteredClients.refuse(request);
        }
        List<String> token = request.form().getOrDefault("token", List.of());
        if (token.size() != 1) {
            return Answer.error(400, "invalid_request");
        }
        IntrospectionDraft draft = draft(members(token.get(0)), caller.get());
        draft.signed(String.valueOf(request.header("accept")).contains(IntrospectionDraft.SIGNED));
        defects.forEach(defect -> defect.spoil(draft));
        return draft.answer();
    }

    private IntrospectionDraft draft(Map<String, @Nullable Object> members, String caller) {
        Instant now = issuer.clock().instant();
        SigningKey key = issuer.keys().signing();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer.issuer());
        claims.put("aud", caller);
        claims.put("iat", now.getEpochSecond());
        return new IntrospectionDraft(members, JwsDraft.of("token-introspection+jwt", key, claims), key, now);
    }

    private Map<String, @Nullable Object> members(String token) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        Optional<Map<String, @Nullable Object>> claims = issuer.tokens().active(token);
        members.put("active", claims.isPresent());
        claims.ifPresent(known -> {
            members.put("token_type", isBoundToKey(known) ? "DPoP" : "Bearer");
            members.putAll(known);
        });
        return members;
    }

    private static boolean isBoundToKey(Map<String, @Nullable Object> claims) {
        return claims.get("cnf") instanceof Map<?, ?> confirmation && confirmation.containsKey("jkt");
    }
}

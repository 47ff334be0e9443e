package org.resourceprotector.testkit;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients of an issuer, and how they prove who they are: {@code client_secret_basic}, {@code client_secret_post},
 * {@code private_key_jwt}.
 */
final class RegisteredClients {

    private final Map<String, Client> clients;

    RegisteredClients(Map<String, Client> clients) {
        this.clients = Map.copyOf(clients);
    }

    /** A client with its secret or its key. Where no scopes are given it may have any. */
    record Client(
            String id,
            @Nullable String secret,
            @Nullable PublicKey key,
            @Nullable Set<String> scopes) {

        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }

    /** Who sent the request; empty where that was not proved, or was said in two ways. */
    Optional<Client> authenticate(RecordedRequest request, ClientAssertion.Addressee addressee) {
        String authorization = request.header("authorization");
        Map<String, List<String>> form = request.form();
        boolean posted = form.containsKey("client_secret");
        boolean asserted = form.containsKey("client_assertion");
        if ((authorization != null ? 1 : 0) + (posted ? 1 : 0) + (asserted ? 1 : 0) != 1) {
            return Optional.empty();
        }
        if (asserted) {
            return ClientAssertion.verify(form, addressee, clients::get);
        }
        return posted
                ? check(first(form, "client_id"), first(form, "client_secret"))
                : basic(Objects.requireNonNull(authorization));
    }

    private Optional<Client> basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : check(FormData.text(pair.substring(0, colon)), FormData.text(pair.substring(colon + 1)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Optional<Client> check(String id, String secret) {
        return Optional.ofNullable(clients.get(id)).filter(client -> secret.equals(client.secret()));
    }

    static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }

    /** The answer to a client that is not known: with a challenge where it tried a scheme. */
    static Answer refuse(RecordedRequest request) {
        Answer answer = Answer.error(401, "invalid_client");
        boolean challenged = request.header("authorization") != null;
        return challenged ? answer.with("WWW-Authenticate", "Basic realm=\"issuer\"") : answer;
    }
}

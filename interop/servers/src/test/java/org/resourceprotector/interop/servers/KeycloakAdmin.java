package org.resourceprotector.interop.servers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The administration of Keycloak's realm, over HTTP. */
final class KeycloakAdmin {

    private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";

    private final String root;
    private final String password;
    private int priorityOfNewestKey = 200;

    KeycloakAdmin(String root, String password) {
        this.root = root;
        this.password = password;
    }

    /** A client that gets no audience but what its mappers say, made when it is first asked for. */
    String clientOnce(String name, String mappers) {
        if (read("/clients?clientId=" + name).isEmpty()) {
            create("/clients", """
                    {"clientId": "%s", "secret": "svc-secret", "serviceAccountsEnabled": true,
                     "directAccessGrantsEnabled": true, "standardFlowEnabled": false,
                     "defaultClientScopes": ["basic", "profile:read"], "protocolMappers": [%s]}
                    """.formatted(name, mappers));
        }
        return name;
    }

    /** Makes what the administration can make, and answers its address. */
    String create(String collection, String json) {
        return Http.postJson(admin(collection), authority(), json).ok().header("Location");
    }

    JsonNode read(String path) {
        return Http.get(admin(path), authority()).ok().json();
    }

    void change(String path, String json) {
        Http.send("POST", admin(path), Http.with(authority(), "Content-Type", "application/json"), json)
                .ok();
    }

    /** Makes a key that signs from now on, because its priority is the highest. */
    void createKey() {
        priorityOfNewestKey++;
        create("/components", """
                {"name": "key-%1$d", "providerId": "rsa-generated", "providerType": "%2$s", "parentId": "%3$s",
                 "config": {"priority": ["%1$d"], "enabled": ["true"], "active": ["true"], "algorithm": ["RS256"]}}
                """.formatted(priorityOfNewestKey, KEY_PROVIDER, realmId()));
    }

    /** Takes all keys for signing out of the key set but the one that signs. */
    void withdrawOldKeys() {
        List<JsonNode> keys = new ArrayList<>();
        read("/components?type=" + KEY_PROVIDER + "&parent=" + realmId()).forEach(keys::add);
        keys.stream()
                .filter(key -> key.get("providerId").asText().equals("rsa-generated"))
                .sorted(Comparator.comparingInt(KeycloakAdmin::priority).reversed())
                .skip(1)
                .forEach(key -> Http.send(
                                "DELETE", admin("/components/" + key.get("id").asText()), authority(), "")
                        .ok());
    }

    private static int priority(JsonNode key) {
        return key.get("config").get("priority").get(0).asInt();
    }

    private String realmId() {
        return read("").get("id").asText();
    }

    private String admin(String path) {
        return root + "/admin/realms/demo" + path;
    }

    private Map<String, String> authority() {
        Map<String, String> form =
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", "admin", "password", password);
        return Http.bearer(Http.postForm(root + "/realms/master/protocol/openid-connect/token", Map.of(), form)
                .ok()
                .json()
                .get("access_token")
                .asText());
    }
}

package org.resourceprotector.jwt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;

/** Tokens as the servers make them by default. */
final class ServerTokens {

    private static final long SECOND = TokenForge.SECOND;

    static TokenForge forge(String type, Map<String, Object> claims) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("iss", TokenForge.ISSUER);
        all.put("aud", TokenForge.AUDIENCE);
        all.put("iat", SECOND - 10);
        all.put("exp", SECOND + 290);
        all.putAll(claims);
        Map<String, Object> headers = type == null ? Map.of("kid", "k1") : Map.of("typ", type, "kid", "k1");
        return new TokenForge(headers, all, "RS256", Keys.RSA);
    }

    private ServerTokens() {}

    static TokenForge keycloak() {
        return forge(
                        "JWT",
                        Map.of(
                                "jti", "onrtac:1c8f3f5a",
                                "aud", List.of(TokenForge.AUDIENCE, "account"),
                                "sub", "f0c1",
                                "typ", "Bearer",
                                "azp", "web-app",
                                "sid", "8a1b",
                                "acr", "1",
                                "realm_access", Map.of("roles", List.of("offline_access", "admin")),
                                "resource_access", Map.of("account", Map.of("roles", List.of("view-profile"))),
                                "scope", "openid profile"))
                .claim("preferred_username", "alice");
    }

    static TokenForge spring() {
        return forge(
                null,
                Map.of(
                        "sub",
                        "messaging-client",
                        "nbf",
                        SECOND - 10,
                        "scope",
                        List.of("read", "write"),
                        "jti",
                        "9d1e"));
    }

    static TokenForge auth0() {
        return forge(
                "JWT",
                Map.of(
                        "sub", "auth0|5f7c",
                        "aud", List.of(TokenForge.AUDIENCE, "https://tenant.auth0.com/userinfo"),
                        "azp", "yX1",
                        "scope", "openid read:things",
                        "permissions", List.of("read:things")));
    }

    static TokenForge okta() {
        return forge(
                null,
                Map.of(
                        "ver", 1,
                        "jti", "AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE",
                        "cid", "0oa1",
                        "uid", "00u1",
                        "scp", List.of("openid", "things"),
                        "auth_time", SECOND - 20,
                        "sub", "alice@example.com"));
    }

    static TokenForge entra() {
        return forge(
                "JWT",
                Map.of(
                        "nbf", SECOND - 10,
                        "aio", "E2Zg",
                        "azp", "6e74172b",
                        "azpacr", "1",
                        "oid", "690222be",
                        "roles", List.of("Things.Read"),
                        "scp", "access_as_user things",
                        "sub", "HKZpfaHyWadeOouYlitjrI",
                        "tid", "fa15d692",
                        "ver", "2.0"));
    }

    static TokenForge cognito() {
        return forge(
                        null,
                        Map.of(
                                "sub", "aaaa-bbbb",
                                "client_id", TokenForge.AUDIENCE,
                                "token_use", "access",
                                "scope", "aws.cognito.signin.user.admin",
                                "auth_time", SECOND - 10,
                                "jti", "cccc",
                                "origin_jti", "dddd",
                                "cognito:groups", List.of("admins"),
                                "username", "alice",
                                "version", 2))
                .without("aud");
    }

    static TokenForge google() {
        return forge("JWT", Map.of("sub", "1162", "azp", "1162", "email", "robot@example.com", "email_verified", true));
    }

    static TokenForge lemonldap() {
        return forge(
                "JWT",
                Map.of(
                        "sub", "dwho",
                        "aud", List.of("web-app", TokenForge.AUDIENCE),
                        "client_id", "web-app",
                        "jti", "5a9c",
                        "scope", "openid profile things:read"));
    }

    static TokenForge uaa() {
        return forge(
                        "JWT",
                        Map.of(
                                "sub", "7f1e",
                                "aud", List.of("web-app", TokenForge.AUDIENCE, "openid"),
                                "client_id", "web-app",
                                "cid", "web-app",
                                "azp", "web-app",
                                "grant_type", "authorization_code",
                                "user_id", "7f1e",
                                "scope", List.of("openid", "things.read"),
                                "jti", "0a4b"))
                .header("jku", "https://uaa.example.com/token_keys")
                .claim("zid", "uaa");
    }

    static Stream<Object[]> profiles() {
        return Stream.of(
                new Object[] {JwtProfile.RFC9068, TokenForge.good()},
                new Object[] {JwtProfile.KEYCLOAK, keycloak()},
                new Object[] {JwtProfile.SPRING_AUTHORIZATION_SERVER, spring()},
                new Object[] {JwtProfile.AUTH0, auth0()},
                new Object[] {JwtProfile.OKTA, okta()},
                new Object[] {JwtProfile.ENTRA_ID, entra()},
                new Object[] {JwtProfile.COGNITO, cognito()},
                new Object[] {JwtProfile.GOOGLE, google()},
                new Object[] {JwtProfile.LEMONLDAP_NG, lemonldap()},
                new Object[] {JwtProfile.UAA, uaa()});
    }
}

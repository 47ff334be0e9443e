package org.resourceprotector.testkit.readme;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtProfile;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** The lines of docs/authorization-servers.md for the side of the application; ReadmeTest compares them. */
final class AuthorizationServers {

    private AuthorizationServers() {}

    static TokenValidator onLoopback() {
        return JwtValidator.builder()
                .issuer("http://127.0.0.1:8080/realms/demo")
                .audience("https://api.example.test")
                .profile(JwtProfile.KEYCLOAK)
                .keys(RemoteKeySource.builder()
                        .issuer("http://127.0.0.1:8080/realms/demo")
                        .insecureLoopbackHttp()
                        .build())
                .build();
    }

    static List<TokenValidator> jwts() {
        return List.of(
                JwtValidator.builder()
                        .issuer("https://sso.example.com/realms/demo")
                        .audience("https://api.example.test")
                        .profile(JwtProfile.KEYCLOAK)
                        .build(),
                JwtValidator.builder()
                        .issuer("https://as.example.com")
                        .audience("https://api.example.test")
                        .profile(JwtProfile.SPRING_AUTHORIZATION_SERVER)
                        .build(),
                JwtValidator.builder()
                        .issuer("https://op.example.com")
                        .audience("urn:api:jwt")
                        .build());
    }

    static List<TokenValidator> services() {
        return List.of(
                JwtValidator.builder()
                        .issuer("https://example.auth0.com/")
                        .audience("https://api.example.com")
                        .profile(JwtProfile.AUTH0)
                        .build(),
                JwtValidator.builder()
                        .issuer("https://example.okta.com/oauth2/default")
                        .audience("api://default")
                        .profile(JwtProfile.OKTA)
                        .build(),
                JwtValidator.builder()
                        .issuer("https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0")
                        .audience("11111111-1111-1111-1111-111111111111")
                        .profile(JwtProfile.ENTRA_ID)
                        .build(),
                JwtValidator.builder()
                        .issuer("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE")
                        .audience("the-client-id")
                        .profile(JwtProfile.COGNITO)
                        .build(),
                JwtValidator.builder()
                        .issuer("https://securetoken.google.com/our-project")
                        .audience("our-project")
                        .profile(JwtProfile.GOOGLE)
                        .build());
    }

    static TokenValidator google(Set<String> ours) {
        JwtValidator google = JwtValidator.builder()
                .issuer("https://accounts.google.com")
                .audience("https://api.example.com")
                .profile(JwtProfile.GOOGLE)
                .build();
        TokenValidator known = token -> {
            Verdict verdict = google.validate(token);
            return verdict instanceof Verdict.Accepted accepted
                            && !ours.contains(accepted.token().getName())
                    ? Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN))
                    : verdict;
        };
        return known;
    }

    static List<TokenValidator> measuredOnce() {
        return List.of(
                JwtValidator.builder()
                        .issuer("https://auth.example.com")
                        .audience("https://api.example.com")
                        .profile(JwtProfile.LEMONLDAP_NG)
                        .build(),
                JwtValidator.builder()
                        .issuer("https://uaa.example.com/oauth/token")
                        .audience("orders")
                        .profile(JwtProfile.UAA)
                        .build(),
                JwtValidator.builder()
                        .issuer("https://am.example.com/am/oauth2")
                        .audience("the-client-id")
                        .acceptTyp("JWT")
                        .acceptZipNone()
                        .acceptMissingClaims("client_id")
                        .requireClaim("tokenName", "access_token")
                        .build(),
                JwtValidator.builder()
                        .issuer("https://cas.example.com/cas/oidc")
                        .audience("the-client-id")
                        .acceptTyp("JWT")
                        .acceptNonce()
                        .refuseClaim("at_hash")
                        .build(),
                JwtValidator.builder()
                        .issuer("https://cxf.example.com/services/oidc")
                        .audience("https://api.example.com")
                        .acceptMissingTyp()
                        .refuseClaim("at_hash")
                        .keys(KeySource.jwksUri(URI.create("https://cxf.example.com/services/jwk/keys")))
                        .build(),
                JwtValidator.builder()
                        .issuer("http://localhost:8080/default")
                        .audience("https://api.example.test")
                        .acceptTyp("JWT")
                        .acceptMissingClaims("client_id")
                        .keys(RemoteKeySource.builder()
                                .issuer("http://localhost:8080/default")
                                .unknownKeyCooldown(Duration.ofSeconds(1))
                                .insecureLoopbackHttp()
                                .build())
                        .build());
    }

    static TokenValidator forTests() {
        return JwtValidator.builder()
                .issuer("http://localhost:8080")
                .audience("https://api.example.test")
                .acceptTyp("JWT")
                .acceptNonce()
                .acceptMissingClaims("client_id", "jti")
                .refuseClaim("at_hash")
                .insecureLoopbackHttp()
                .build();
    }

    static List<TokenValidator> introspectionMeasuredOnce(String secret) {
        return List.of(
                IntrospectionValidator.builder()
                        .issuer("https://auth.example.com")
                        .client(ClientAuthentication.basic("rs", secret))
                        .audience("web-app", "mobile-app")
                        .acceptAudienceFromClientId()
                        .build(),
                IntrospectionValidator.builder()
                        .issuer("https://am.example.com/am/oauth2")
                        .client(ClientAuthentication.basic("rs", secret))
                        .audience("the-client-id")
                        .acceptKindAsTokenType()
                        .build(),
                IntrospectionValidator.builder()
                        .endpoint(URI.create("https://mitreid.example.com/introspect"))
                        .client(ClientAuthentication.basic("rs", secret))
                        .audience("web-app", "mobile-app")
                        .acceptAudienceFromClientId()
                        .requireClaim("exp")
                        .requireClaim("token_type", "Bearer")
                        .build());
    }

    static List<TokenValidator> introspection(String secret) {
        return List.of(
                IntrospectionValidator.builder()
                        .issuer("https://sso.example.com/realms/demo")
                        .client(ClientAuthentication.basic("rs-introspect", secret))
                        .audience("https://api.example.test")
                        .build(),
                IntrospectionValidator.builder()
                        .issuer("https://as.example.com")
                        .client(ClientAuthentication.basic("rs", secret))
                        .audience("https://api.example.test")
                        .requireClaim("token_type", "Bearer")
                        .build(),
                IntrospectionValidator.builder()
                        .issuer("https://cas.example.com/cas/oidc")
                        .client(ClientAuthentication.basic("rs", secret))
                        .audience("the-client-id")
                        .requireClaim("grant_type")
                        .build(),
                IntrospectionValidator.builder()
                        .issuer("https://op.example.com")
                        .client(ClientAuthentication.basic("rs", secret))
                        .audience("urn:api:opaque")
                        .build(),
                IntrospectionValidator.builder()
                        .issuer("https://op.example.com")
                        .client(ClientAuthentication.basic("rs", secret))
                        .audience("urn:api:opaque")
                        .requireSignedResponses()
                        .build());
    }
}

package org.resourceprotector.interop.spring;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What a Spring application has to say to be an authorization server for us. */
@SpringBootConfiguration
@EnableAutoConfiguration
class SpringConfiguration {

    private static final String API = "https://api.example.test";

    SpringConfiguration() {}

    @Bean
    AuthorizationServerSettings settings(@Value("${issuer}") String issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer).build();
    }

    @Bean
    JWKSource<SecurityContext> jwkSource(JWKSet keys) {
        return new ImmutableJWKSet<>(keys);
    }

    @Bean
    RegisteredClientRepository clients(AuthorizationServerSettings settings) {
        TokenSettings fiveMinutes = lifetime(Duration.ofMinutes(5)).build();
        TokenSettings opaque = lifetime(Duration.ofMinutes(5))
                .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                .build();
        return new InMemoryRegisteredClientRepository(
                client("svc", fiveMinutes),
                client("svc-short", lifetime(Duration.ofSeconds(2)).build()),
                client("svc-elsewhere", fiveMinutes),
                client("svc-as-it-comes", fiveMinutes),
                client("svc-rfc9068", fiveMinutes),
                client("svc-opaque", opaque),
                client("rs", opaque),
                webClient(settings.getIssuer() + "/cb", fiveMinutes));
    }

    /** An access token is for the API that the client calls; left as it comes, it is for the client itself. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> jwts() {
        return context -> {
            RegisteredClient client = context.getRegisteredClient();
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                context.getClaims().audience(List.of(apiOf(client)));
            }
            if (client.getClientId().equals("svc-rfc9068")) {
                context.getJwsHeader().type("at+jwt");
                context.getClaims().claim("client_id", client.getClientId());
            }
        };
    }

    /** The same for opaque tokens, of which the server tells when it is asked. */
    @Bean
    OAuth2TokenCustomizer<OAuth2TokenClaimsContext> opaqueTokens() {
        return context -> context.getClaims().audience(List.of(apiOf(context.getRegisteredClient())));
    }

    private static String apiOf(RegisteredClient client) {
        return switch (client.getClientId()) {
            case "svc-elsewhere" -> "https://elsewhere.example.test";
            case "svc-as-it-comes" -> client.getClientId();
            default -> API;
        };
    }

    private static TokenSettings.Builder lifetime(Duration duration) {
        return TokenSettings.builder().accessTokenTimeToLive(duration);
    }

    private static RegisteredClient client(String id, TokenSettings tokens) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientSecret("{noop}" + id + "-secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("profile")
                .scope("orders:write")
                .tokenSettings(tokens)
                .build();
    }

    /** A client whose users log in; a refresh token is good for once. */
    private static RegisteredClient webClient(String redirectUri, TokenSettings tokens) {
        return RegisteredClient.withId("web")
                .clientId("web")
                .clientSecret("{noop}web-secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(redirectUri)
                .scope("openid")
                .scope("profile")
                .tokenSettings(TokenSettings.withSettings(tokens.getSettings())
                        .reuseRefreshTokens(false)
                        .build())
                .build();
    }
}

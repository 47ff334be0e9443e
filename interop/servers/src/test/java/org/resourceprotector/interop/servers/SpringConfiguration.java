package org.resourceprotector.interop.servers;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    private static final Map<String, String> AUDIENCES = Map.of(
            "svc", SpringAuthorizationServer.AUDIENCE,
            "svc-short", SpringAuthorizationServer.AUDIENCE,
            "svc-rfc9068", SpringAuthorizationServer.AUDIENCE,
            "svc-opaque", SpringAuthorizationServer.AUDIENCE,
            "svc-elsewhere", "https://elsewhere.example.test");

    @Bean
    AuthorizationServerSettings settings(@Value("${issuer}") String issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer).build();
    }

    @Bean
    JWKSource<SecurityContext> jwkSource(JWKSet keys) {
        return new ImmutableJWKSet<>(keys);
    }

    @Bean
    RegisteredClientRepository clients() {
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
                client("rs", opaque));
    }

    /** Puts our audience into access tokens; without it a token is for the client that asked for it. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> accessTokens() {
        return context -> {
            String client = context.getRegisteredClient().getClientId();
            String audience = AUDIENCES.get(client);
            if (audience != null && OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                context.getClaims().audience(List.of(audience));
            }
            if (client.equals("svc-rfc9068")) {
                context.getJwsHeader().type("at+jwt");
                context.getClaims().claim("client_id", client);
            }
        };
    }

    /** The same for opaque tokens, which the server tells of when it is asked. */
    @Bean
    OAuth2TokenCustomizer<OAuth2TokenClaimsContext> opaqueTokens() {
        return context -> context.getClaims()
                .audience(List.of(AUDIENCES.get(context.getRegisteredClient().getClientId())));
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
}

package org.resourceprotector.benchmarks.peers.springboot;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.resourceprotector.benchmarks.stand.Stand;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.security.web.SecurityFilterChain;

/**
 * What Spring's documentation tells a user to write who has JWT access tokens.
 *
 * <p>The properties {@code spring.security.oauth2.resourceserver.jwt.*} say the key set, the issuer, the audience and the
 * algorithms, but not that {@code typ} is {@code at+jwt}: the decoder that they make refuses such tokens. So the decoder is a
 * bean, as the documentation shows it for RFC 9068. That validator wants to be told one client; this API has many, so any
 * client identifier will do.
 */
@Configuration(proxyBeanMethods = false)
class Protection {

    @Bean
    SecurityFilterChain api(HttpSecurity http, Stand stand) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/open")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/user")
                        .hasAuthority("SCOPE_profile")
                        .requestMatchers(HttpMethod.POST, "/orders")
                        .hasAuthority("SCOPE_orders:write")
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(
                        stand.issuers() == 1
                                ? server -> server.jwt(Customizer.withDefaults())
                                : server -> server.authenticationManagerResolver(resolver(stand)))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    /** For several issuers: the resolver of the documentation, with an authentication manager for each. */
    private static JwtIssuerAuthenticationManagerResolver resolver(Stand stand) {
        Map<String, AuthenticationManager> managers = new HashMap<>();
        for (String issuer : stand.allIssuers()) {
            managers.put(issuer, new JwtAuthenticationProvider(decoder(stand, issuer))::authenticate);
        }
        return new JwtIssuerAuthenticationManagerResolver(managers::get);
    }

    @Bean
    JwtDecoder tokens(Stand stand) {
        return decoder(stand, stand.issuer());
    }

    private static JwtDecoder decoder(Stand stand, String issuer) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        stand.jwksUri().toString())
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .validateType(false)
                .build();
        decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
                .issuer(issuer)
                .audience(stand.audience())
                .validators(each -> each.put("client_id", new JwtClaimValidator<String>("client_id", Objects::nonNull)))
                .build());
        return decoder;
    }
}

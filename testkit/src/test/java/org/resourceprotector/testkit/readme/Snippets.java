package org.resourceprotector.testkit.readme;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.security.Provider;
import java.time.Duration;
import java.util.Optional;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtIssuers;
import org.resourceprotector.jwt.JwtProfile;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;

/** The lines of the README and of docs/ that stand alone; ReadmeTest compares them. */
final class Snippets {

    private Snippets() {}

    static AccessToken acquire(ResourceProtector protector, HttpHeaders headers, UriInfo uri, Request request) {
        AccessToken token = protector.acquire(headers, uri, request, "profile");
        return token;
    }

    static AccessToken acquireMore(ResourceProtector protector, SecurityContext security) {
        AccessToken token = protector.acquire(security, "email");
        return token;
    }

    static ResourceProtector jwt() {
        JwtValidator jwts = JwtValidator.builder()
                .issuer("https://as.example.com")
                .audience("https://api.example.com")
                .build();
        ResourceProtector protector = ResourceProtector.with(jwts);
        return protector;
    }

    static ResourceProtector severalIssuers() {
        JwtValidator staff = JwtValidator.builder()
                .issuer("https://login.example.com/realms/staff")
                .audience("https://api.example.com")
                .profile(JwtProfile.KEYCLOAK)
                .build();
        JwtValidator partners = JwtValidator.builder()
                .issuer("https://partners.example.org")
                .audience("https://api.example.com")
                .build();
        ResourceProtector protector = ResourceProtector.with(staff, partners);
        return protector;
    }

    /** What an application knows of its customers. */
    interface Customers {

        Optional<Customer> ofIssuer(String issuer);
    }

    /** A customer with an authorization server of its own. */
    interface Customer {

        String audience();
    }

    static ResourceProtector issuersOfCustomers(JwtValidator staff, Customers customers) {
        JwtIssuers issuers = JwtIssuers.builder()
                .issuer(staff)
                .resolve(issuer -> customers
                        .ofIssuer(issuer)
                        .map(customer -> JwtValidator.builder()
                                .issuer(issuer)
                                .audience(customer.audience())
                                .profile(JwtProfile.KEYCLOAK)
                                .build()))
                .maxIssuers(5_000)
                .cacheSize(50_000)
                .build();
        ResourceProtector protector = ResourceProtector.with(issuers);
        return protector;
    }

    static JwtValidator tuned(Provider conscrypt) {
        JwtValidator jwts = JwtValidator.builder()
                .issuer("https://as.example.com")
                .audience("https://api.example.com")
                .keys(RemoteKeySource.builder()
                        .jwksUri(URI.create("https://as.example.com/keys"))
                        .staleIfError(Duration.ofHours(4))
                        .build())
                .provider(conscrypt)
                .build();
        return jwts;
    }

    static ResourceProtector mixed(JwtValidator jwts, String secret) {
        IntrospectionValidator introspection = IntrospectionValidator.builder()
                .issuer("https://as.example.com")
                .client(ClientAuthentication.basic("api", secret))
                .audience("https://api.example.com")
                .cacheFor(Duration.ofSeconds(10))
                .build();
        ResourceProtector protector = ResourceProtector.with(jwts, introspection);
        return protector;
    }

    static IntrospectionValidator revocable(String secret, String sid) {
        RevocationFeed feed = RevocationFeed.inMemory();
        IntrospectionValidator introspection = IntrospectionValidator.builder()
                .issuer("https://as.example.com")
                .client(ClientAuthentication.basic("api", secret))
                .audience("https://api.example.com")
                .cacheFor(Duration.ofMinutes(5))
                .revocations(feed)
                .build();
        feed.publish(Revocation.ofSession(sid));
        return introspection;
    }
}

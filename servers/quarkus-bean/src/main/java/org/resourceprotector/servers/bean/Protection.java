package org.resourceprotector.servers.bean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.cdi.CallRefused;
import org.resourceprotector.cdi.ProtectionEvents;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;

/** All that the application has to protect itself: a bean. */
@ApplicationScoped
public class Protection {

    /** A token that has its user and its scope as its value. */
    public record ApiToken(String getName, Set<String> scopes) implements AccessToken {

        static Optional<ApiToken> find(String text) {
            String[] parts = text.split("\\.", 2);
            return parts.length < 2 ? Optional.empty() : Optional.of(new ApiToken(parts[0], Set.of(parts[1])));
        }

        @Override
        public String toString() {
            return "ApiToken";
        }
    }

    @Produces
    @Singleton
    ResourceProtector protector(ProtectionEvents events) {
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(ApiToken::find))
                .listener(events)
                .realm("bean")
                .build();
    }

    void refused(@Observes CallRefused event) {
        System.getLogger("audit").log(System.Logger.Level.INFO, event.toString());
    }
}

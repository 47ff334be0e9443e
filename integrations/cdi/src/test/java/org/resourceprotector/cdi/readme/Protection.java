package org.resourceprotector.cdi.readme;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.cdi.ProtectionEvents;
import org.resourceprotector.token.TokenValidator;

@ApplicationScoped
public class Protection {

    @Produces
    @Singleton
    ResourceProtector protector(Tokens tokens, ProtectionEvents events) {
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(tokens::find))
                .listener(events)
                .build();
    }
}

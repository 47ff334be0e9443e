package org.resourceprotector.cdi.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.cdi.ProtectionEvents;
import org.resourceprotector.token.TokenValidator;

/** All that an application writes to be protected. */
@ApplicationScoped
public class Protection {

    /** How often a token was looked up. */
    public static final AtomicInteger LOOKED_UP = new AtomicInteger();

    @Produces
    @Singleton
    ResourceProtector protector(ProtectionEvents events) {
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(text -> {
                    LOOKED_UP.incrementAndGet();
                    return text.contains(".") ? Optional.of(ShopToken.of(text)) : Optional.empty();
                }))
                .listener(events)
                .build();
    }
}

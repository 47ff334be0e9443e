package org.resourceprotector.spring.readme;

import java.util.List;
import java.util.Optional;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Protection {

    interface Tokens {
        Optional<? extends AccessToken> find(String token);
    }

    @Bean
    ResourceProtector protector(Tokens tokens, List<ProtectionListener> listeners) {
        ResourceProtector.Builder builder = ResourceProtector.builder().validator(TokenValidator.lookup(tokens::find));
        listeners.forEach(builder::listener);
        return builder.build();
    }
}

package org.resourceprotector.servers;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.servers.resources.ScopesToken;

/** What Quarkus REST needs: a provider that registers the protector. */
@Provider
public class Security implements Feature {

    @Override
    public boolean configure(FeatureContext context) {
        // an application that has forgotten it
        if (Boolean.getBoolean("servers.unprotected")) {
            return false;
        }
        return protector().configure(context);
    }

    static ResourceProtector protector() {
        return ResourceProtector.builder()
                .validator(ScopesToken::validate)
                .acceptFormToken()
                .acceptQueryToken()
                .build();
    }
}

package org.resourceprotector.servers;

import java.util.HashSet;
import java.util.Set;
import org.resourceprotector.openapi.MicroProfileSecurity;
import org.resourceprotector.openapi.OpenApiSecurity;
import org.resourceprotector.servers.resources.Resources;

/** What the OpenAPI document says of the protection. */
public class Document extends MicroProfileSecurity {

    /** Called by Quarkus. */
    public Document() {
        super(OpenApiSecurity.builder(Security.protector())
                .application(new Api(), resources())
                .build());
    }

    private static Class<?>[] resources() {
        Set<Class<?>> all = new HashSet<>(Resources.all());
        all.addAll(Set.of(Conditions.class, Reactive.class));
        return all.toArray(Class<?>[]::new);
    }
}

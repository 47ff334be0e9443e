/**
 * Resource Protector: an OAuth 2.0 resource server for Jakarta REST.
 *
 * <p>A request enters through one filter: its credentials are read, a validator checks the token, the rule of the endpoint
 * is held against it, and either the resource method runs with the token as its principal, or the caller gets an error
 * response that says what to do.
 *
 * @provides jakarta.ws.rs.core.Feature refuses on Jersey to deploy a protected application without a protector
 * @provides jakarta.ws.rs.container.DynamicFeature refuses to deploy protected resources without a protector
 */
module org.resourceprotector {
    requires transitive jakarta.ws.rs;
    requires transitive org.jspecify;
    requires static jakarta.annotation;
    requires static java.naming;
    requires static jakarta.cdi;
    requires static org.apache.cxf.core;
    requires transitive java.net.http;
    requires com.github.benmanes.caffeine;
    requires com.nimbusds.jose.jwt;

    exports org.resourceprotector;
    exports org.resourceprotector.dpop;
    exports org.resourceprotector.introspection;
    exports org.resourceprotector.jwt;
    exports org.resourceprotector.keys;
    exports org.resourceprotector.metadata;
    exports org.resourceprotector.mtls;
    exports org.resourceprotector.scope;
    exports org.resourceprotector.status;
    exports org.resourceprotector.token;

    // Runtimes inject into the filters, and make the checks.
    opens org.resourceprotector;
    opens org.resourceprotector.absence;
    opens org.resourceprotector.enforcement;

    provides jakarta.ws.rs.container.DynamicFeature with
            org.resourceprotector.MissingProtectorCheck.Loaded;
    provides jakarta.ws.rs.core.Feature with
            org.resourceprotector.absence.JerseyModelCheck;
}

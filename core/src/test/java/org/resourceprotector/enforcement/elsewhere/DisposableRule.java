package org.resourceprotector.enforcement.elsewhere;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.token.AccessToken;

/** A resource with a condition of its own, both of which are loaded only to be thrown away. */
@Path("disposable")
public class DisposableRule {

    /** Permits everything. */
    public static final class Permits implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    /** An endpoint. */
    @GET
    @Protected(conditions = Permits.class)
    public String get() {
        return "";
    }
}

package org.resourceprotector.testkit.readme;

import org.resourceprotector.AccessCondition;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.token.AccessToken;

public final class OwnAccount implements AccessCondition {
    @Override
    public boolean permits(AccessToken token, ProtectedRequest request) {
        return token.getName().equals(request.pathParameter("owner"));
    }
}

package org.resourceprotector.servers;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.token.AccessToken;

/** A condition that is a bean, with what Quarkus injects. Nobody injects it, so that Quarkus must be told to keep it. */
@ApplicationScoped
@Unremovable
public class OwnerOfAccount implements AccessCondition {

    /** Who owns what. */
    @ApplicationScoped
    public static class Accounts {

        private final Map<String, String> owners = Map.of("7", "ada", "8", "grace");

        boolean areOf(String owner, String account) {
            return owner.equals(owners.get(account));
        }
    }

    @Inject
    Accounts accounts;

    @Override
    public boolean permits(AccessToken token, ProtectedRequest request) {
        return accounts.areOf(token.getName(), account(request));
    }

    @Override
    public List<Map<String, Object>> neededDetails(AccessToken token, ProtectedRequest request) {
        return List.of(Map.of("type", "account", "identifier", account(request)));
    }

    private static String account(ProtectedRequest request) {
        return Objects.requireNonNull(request.pathParameter("account"));
    }
}

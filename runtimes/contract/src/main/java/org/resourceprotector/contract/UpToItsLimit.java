package org.resourceprotector.contract;

import java.util.List;
import java.util.Map;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.token.AccessToken;

/** Lets a payment through that one element of the token's authorization details covers: this account, up to a limit in cents. */
public final class UpToItsLimit implements AccessCondition {

    @Override
    public boolean permits(AccessToken token, ProtectedRequest request) {
        String account = request.pathParameter("account");
        String cents = request.queryParameter("cents");
        return cents != null
                && cents.matches("[0-9]{1,12}")
                && token.claims().get("authorization_details") instanceof List<?> details
                && details.stream().anyMatch(detail -> covers(detail, account, Long.parseLong(cents)));
    }

    private static boolean covers(Object detail, String account, long cents) {
        return detail instanceof Map<?, ?> payment
                && "payment".equals(payment.get("type"))
                && payment.get("actions") instanceof List<?> actions
                && actions.contains("initiate")
                && payment.get("locations") == null // else it would have to name us
                && account.equals(payment.get("account"))
                && payment.get("limit") instanceof Number limit
                && cents <= limit.longValue();
    }

    @Override
    public List<Map<String, Object>> neededDetails(AccessToken token, ProtectedRequest request) {
        String account = request.pathParameter("account");
        String cents = request.queryParameter("cents");
        return account == null || cents == null || !cents.matches("[0-9]{1,12}")
                ? List.of()
                : List.of(Map.of(
                        "type",
                        "payment",
                        "actions",
                        List.of("initiate"),
                        "account",
                        account,
                        "limit",
                        Long.parseLong(cents)));
    }
}

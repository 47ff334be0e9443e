package org.resourceprotector.jwt;

import java.util.Collection;
import java.util.List;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/**
 * The verdict on tokens of other issuers than those that were named.
 *
 * @param named those that are told, few
 * @param more how many there are besides
 * @param hasResolver whether the application is asked for others
 */
record ForeignIssuer(List<String> named, int more, boolean hasResolver) {

    private static final int NAMED_IN_DETAIL = 10;

    /** Does not say "configure this one": whoever made the token up may have chosen it. */
    private static final String ADVICE =
            "; a token of another server, unless issuer(...) or the property resource-protector.issuer is wrong";

    static ForeignIssuer than(Collection<String> named, boolean hasResolver) {
        return new ForeignIssuer(
                named.stream().limit(NAMED_IN_DETAIL).toList(),
                Math.max(0, named.size() - NAMED_IN_DETAIL),
                hasResolver);
    }

    /** The verdict on one of them. */
    Verdict verdict(String claimed) {
        return Verdict.notMine(Rejection.of(Reason.WRONG_ISSUER, detail(claimed)));
    }

    /** What it claims, what is configured, and by what little they differ. */
    String detail(String claimed) {
        return "iss is " + Quoted.of(claimed)
                + (named.isEmpty() ? "; no issuer is configured" : "; configured: " + String.join(", ", named))
                + (more > 0 ? " and " + more + " more" : "")
                + (hasResolver ? "; the resolver knows no other" : "")
                + hint(claimed);
    }

    private String hint(String claimed) {
        for (String issuer : named) {
            String difference = difference(claimed, issuer);
            if (!difference.isEmpty()) {
                return "; they differ by " + difference + ": configure issuer(" + Quoted.of(claimed)
                        + ") or the property resource-protector.issuer if that is what your server calls itself";
            }
        }
        return hasResolver ? "" : ADVICE;
    }

    private static String difference(String claimed, String issuer) {
        if (claimed.equals(issuer + "/") || issuer.equals(claimed + "/")) {
            return "a trailing slash";
        }
        if (claimed.equalsIgnoreCase(issuer)) {
            return "upper and lower case";
        }
        return withoutScheme(claimed).equals(withoutScheme(issuer)) ? "the scheme" : "";
    }

    private static String withoutScheme(String issuer) {
        if (issuer.startsWith("https://")) {
            return issuer.substring("https:".length());
        }
        return issuer.startsWith("http://") ? issuer.substring("http:".length()) : issuer;
    }
}

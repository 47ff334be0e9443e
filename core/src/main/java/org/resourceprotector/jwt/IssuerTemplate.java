package org.resourceprotector.jwt;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Issuers whose identifiers differ in one segment of the path, as those of the tenants of Microsoft Entra ID do:
 * <code>https://login.microsoftonline.com/{tenantid}/v2.0</code>. A segment is 1 to {@value #MAX_LENGTH} letters, digits,
 * dots, hyphens, underscores and tildes, and neither {@code .} nor {@code ..}.
 *
 * <p>Immutable, thread-safe as far as the functions are.
 *
 * @param before what is in front of the segment
 * @param behind what is behind it
 * @param permits which segments are allowed
 * @param byIssuer makes the validator of an issuer
 */
record IssuerTemplate(
        String before, String behind, Predicate<String> permits, Function<String, JwtValidator> byIssuer) {

    private static final int MAX_LENGTH = 128;

    static IssuerTemplate of(String template, Predicate<String> permits, Function<String, JwtValidator> byIssuer) {
        int open = template.indexOf('{');
        int close = template.indexOf('}');
        int path = template.indexOf('/', template.indexOf("://") + 3);
        boolean isOne = path > 0
                && open > path
                && close > open
                && template.indexOf('{', open + 1) < 0
                && template.indexOf('}', close + 1) < 0;
        boolean isSegment = isOne
                && template.charAt(open - 1) == '/'
                && (close + 1 == template.length() || template.charAt(close + 1) == '/');
        if (!template.contains("://") || !isSegment) {
            throw new IllegalArgumentException(
                    "a template is an address in which one segment of the path is a name in braces");
        }
        return new IssuerTemplate(template.substring(0, open), template.substring(close + 1), permits, byIssuer);
    }

    /** Whether this is one of the issuers. */
    boolean permits(String issuer) {
        String segment = segment(issuer);
        return segment != null && permits.test(segment);
    }

    private @Nullable String segment(String issuer) {
        int length = issuer.length() - before.length() - behind.length();
        if (length < 1 || length > MAX_LENGTH || !issuer.startsWith(before) || !issuer.endsWith(behind)) {
            return null;
        }
        String segment = issuer.substring(before.length(), before.length() + length);
        boolean isSegment =
                segment.chars().allMatch(IssuerTemplate::isUnreserved) && !segment.equals(".") && !segment.equals("..");
        return isSegment ? segment : null;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}

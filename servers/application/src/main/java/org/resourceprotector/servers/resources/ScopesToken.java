package org.resourceprotector.servers.resources;

import java.util.Set;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Verdict;

/** A token that says its scopes. */
public record ScopesToken(String getName, Set<String> scopes) implements AccessToken {

    /** {@code has.a.b} has the scopes {@code a} and {@code b}; {@code at.a.b} is named for the URI of the request, too. */
    public static Verdict validate(PresentedToken token) {
        String text = token.value();
        boolean isAt = text.startsWith("at.");
        return isAt || text.startsWith("has.")
                ? Verdict.accepted(new ScopesToken(
                        isAt ? String.valueOf(token.uri()) : "ada",
                        Set.of(text.substring(text.indexOf('.') + 1).split("\\.", -1))))
                : Verdict.notMine();
    }

    /** {@code second.a.b} has the scopes {@code a} and {@code b}. */
    public static Verdict validateOfSecond(PresentedToken token) {
        String text = token.value();
        return text.startsWith("second.")
                ? Verdict.accepted(new ScopesToken(
                        "grace", Set.of(text.substring(text.indexOf('.') + 1).split("\\.", -1))))
                : Verdict.notMine();
    }

    @Override
    public String toString() {
        return "ScopesToken";
    }
}

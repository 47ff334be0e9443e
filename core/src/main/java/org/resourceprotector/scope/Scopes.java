package org.resourceprotector.scope;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of scopes: a list of case-sensitive scope-tokens, separated by blanks, whose order has no meaning.
 *
 * <p>Only the blank (U+0020) separates. A tab, a comma or a line break is part of the token it stands in, so that it can
 * never turn one scope into two.
 *
 * <p>Stateless, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749, section 3.3</a>
 */
public final class Scopes {

    private Scopes() {}

    /**
     * Reads the scopes that a token carries, as lenient as authorization servers are sloppy: blanks in front, behind
     * and doubled are passed over. Does not check that the scope-tokens are made of legal characters, because a scope
     * with an illegal one equals no scope that a rule can name.
     *
     * @param text the {@code scope} parameter or claim; null and blank give no scopes
     * @return the scopes in the order of the text; unmodifiable
     */
    public static Set<String> parse(@Nullable String text) {
        if (text == null) {
            return Set.of();
        }
        Set<String> scopes = new LinkedHashSet<>();
        int length = text.length();
        for (int start = 0; start < length; ) {
            int end = text.indexOf(' ', start);
            if (end < 0) {
                end = length;
            }
            if (end > start) {
                scopes.add(text.substring(start, end));
            }
            start = end + 1;
        }
        return scopes.isEmpty() ? Set.of() : Collections.unmodifiableSet(scopes);
    }

    /**
     * Tells whether a text is one scope-token: {@code 1*( %x21 / %x23-5B / %x5D-7E )}.
     *
     * @param text the text
     * @return whether it is not empty and made of legal characters only
     */
    public static boolean isScopeToken(String text) {
        return !text.isEmpty() && indexOfIllegal(text) < 0;
    }

    /** Finds the first character that no scope-token may hold, or -1. */
    static int indexOfIllegal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x21 || c > 0x7E || c == '"' || c == '\\') {
                return i;
            }
        }
        return -1;
    }
}

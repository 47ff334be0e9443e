package org.resourceprotector.load.soak;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.resourceprotector.testkit.TestIssuer;

/** Keys that nobody signs with, under the names of others. Immutable, thread-safe. */
final class WrongKeys {

    private static final Pattern MODULUS = Pattern.compile("\"n\":\"([^\"]+)\"");

    private final String modulus;

    WrongKeys() {
        Matcher found = MODULUS.matcher(TestIssuer.inMemory().jwkSetJson());
        if (!found.find()) {
            throw new IllegalStateException("a key set without an RSA key");
        }
        modulus = found.group();
    }

    String insteadOf(String jwkSet) {
        return MODULUS.matcher(jwkSet).replaceAll(Matcher.quoteReplacement(modulus));
    }
}

package org.resourceprotector.infinispan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.Revocation;

/** A revocation as text: the member, the moment or a hyphen, and the value, between blanks. */
final class RevocationText {

    private static final String NO_MOMENT = "-";
    private static final int PARTS = 3;

    private RevocationText() {}

    static String of(Revocation revocation) {
        Instant before = revocation.issuedBefore();
        return revocation.member().name() + " " + (before == null ? NO_MOMENT : before.toString()) + " "
                + revocation.value();
    }

    /** A text that cannot be read may be about any token. */
    static Revocation revocation(@Nullable Object entry) {
        if (!(entry instanceof String text)) {
            return Revocation.ofAll();
        }
        try {
            String[] parts = text.split(" ", PARTS);
            return new Revocation(
                    Revocation.Member.valueOf(parts[0]),
                    parts[2],
                    parts[1].equals(NO_MOMENT) ? null : Instant.parse(parts[1]));
        } catch (RuntimeException e) {
            return Revocation.ofAll();
        }
    }
}

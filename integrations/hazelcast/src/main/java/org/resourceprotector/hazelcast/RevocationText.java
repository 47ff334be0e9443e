package org.resourceprotector.hazelcast;

import java.time.Instant;
import java.util.UUID;
import org.resourceprotector.token.Revocation;

/** A revocation as text: an own random, the member, the moment or a hyphen, and the value, between blanks. */
final class RevocationText {

    private static final String NO_MOMENT = "-";
    private static final int PARTS = 4;

    private RevocationText() {}

    static String of(Revocation revocation) {
        Instant before = revocation.issuedBefore();
        return UUID.randomUUID() + " " + revocation.member().name() + " "
                + (before == null ? NO_MOMENT : before.toString()) + " " + revocation.value();
    }

    /** A text that cannot be read may be about any token. */
    static Revocation revocation(Object entry) {
        try {
            String[] parts = ((String) entry).split(" ", PARTS);
            return new Revocation(
                    Revocation.Member.valueOf(parts[1]),
                    parts[3],
                    parts[2].equals(NO_MOMENT) ? null : Instant.parse(parts[2]));
        } catch (RuntimeException e) {
            return Revocation.ofAll();
        }
    }
}

package org.resourceprotector.keys;

import org.resourceprotector.jose.MalformedJsonException;
import org.resourceprotector.jose.StrictJson;

/** Keys that never change. */
record FixedKeySource(KeySet keys) implements KeySource {

    private static final StrictJson.Limits LIMITS = new StrictJson.Limits(10_000_000, 16);
    private static final JwkSetParser READER = new JwkSetParser(10_000, false);

    static FixedKeySource read(String json) {
        JwkSetParser.Reading reading;
        try {
            reading = READER.read(StrictJson.object(json, LIMITS));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("no JWK set: " + e.getMessage(), e);
        }
        if (reading.keys().keys().isEmpty()) {
            throw new IllegalArgumentException("no key of this JWK set is of use " + reading.alarms());
        }
        return new FixedKeySource(reading.keys());
    }

    @Override
    public KeySet refreshFor(String keyId) {
        return keys;
    }
}

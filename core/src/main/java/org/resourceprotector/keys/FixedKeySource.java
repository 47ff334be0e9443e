package org.resourceprotector.keys;

import java.util.List;
import org.resourceprotector.jose.MalformedJsonException;
import org.resourceprotector.jose.StrictJson;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.status.Status;

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
    public List<Status> status() {
        return List.of(new KeySourceStatus("fixed keys", JwksCache.names(keys), null, null, null, 0, null));
    }

    @Override
    public KeySet refreshFor(String keyId) {
        return keys;
    }
}

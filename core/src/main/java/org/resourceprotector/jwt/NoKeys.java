package org.resourceprotector.jwt;

import java.util.List;

/** The source of those who trust shared secrets only. */
enum NoKeys implements KeySource {
    SOURCE;

    private static final KeySet NONE = new KeySet(List.of());

    @Override
    public KeySet keys() {
        return NONE;
    }

    @Override
    public KeySet keysAfterUnknown(String keyId) {
        return NONE;
    }
}

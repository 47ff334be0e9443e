package org.resourceprotector.keys;

import java.util.ArrayList;
import java.util.List;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.ValidationUnavailableException;

/** Keys in memory: published, published later, or out of reach. */
public final class FakeKeySource implements KeySource {

    private KeySet current;
    private KeySet next;
    private boolean down;
    public final List<String> asked = new ArrayList<>();

    public FakeKeySource(VerificationKey... keys) {
        current = new KeySet(List.of(keys));
        next = current;
    }

    /** The keys of the tests' issuer: one for each algorithm, named as {@link TokenForge#good()} names it. */
    public static FakeKeySource published() {
        return new FakeKeySource(Keys.key("k1", Keys.RSA, "RS256"));
    }

    /** Takes effect when somebody asks for an unknown key. */
    public void publishLater(VerificationKey... keys) {
        next = new KeySet(List.of(keys));
    }

    public void publish(VerificationKey... keys) {
        current = new KeySet(List.of(keys));
        next = current;
    }

    public void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public KeySet keys() {
        if (down) {
            throw new ValidationUnavailableException("the keys are out of reach");
        }
        return current;
    }

    @Override
    public KeySet refreshFor(String keyId) {
        asked.add(keyId);
        current = next;
        return keys();
    }
}

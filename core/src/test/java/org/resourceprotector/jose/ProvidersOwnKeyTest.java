package org.resourceprotector.jose;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import java.lang.reflect.Proxy;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A provider gets each key as an object of its own, made once. */
class ProvidersOwnKeyTest {

    private static final byte[] ANY = {1};

    private final PublicKey published = Keys.RSA.getPublic();

    @Test
    void aProviderMakesItsOwnFormOfAKeyOnceForAllSignatures() {
        Recording provider = new Recording(published);
        JwsVerifier check = JwsVerifier.with(published, "RS256", provider);
        for (int i = 0; i < 3; i++) {
            check.passes(ANY, ANY);
        }
        assertThat(provider.made, hasSize(1));
        assertThat(provider.verifiedWith, hasSize(4));
        assertThat(provider.verifiedWith, everyItem(is(sameInstance(provider.made.get(0)))));
    }

    @Test
    void aProviderThatMakesAnotherKeyOfItVerifiesWithThePublishedOne() {
        Recording provider = new Recording(Keys.OTHER_RSA.getPublic());
        JwsVerifier check = JwsVerifier.with(published, "RS256", provider);
        check.passes(ANY, ANY);
        assertThat(provider.verifiedWith, contains(sameInstance(published), sameInstance(published)));
    }

    /** Makes one key whatever it is told, and records what it is to verify with. */
    private static final class Recording extends Provider {

        private static final long serialVersionUID = 1L;

        private final transient List<Key> made = new ArrayList<>();
        private final transient List<Key> verifiedWith = new ArrayList<>();

        Recording(PublicKey key) {
            super("Recording", "1", "records");
            put("KeyFactory", "RSA", () -> new KeyMaker((RSAPublicKey) key, made));
            put("Signature", "SHA256withRSA", () -> new Verifier(verifiedWith));
        }

        private void put(String type, String algorithm, Supplier<Object> instance) {
            putService(new Service(this, type, algorithm, "x", List.of(), Map.of()) {
                @Override
                public Object newInstance(Object parameter) {
                    return instance.get();
                }

                @Override
                public boolean supportsParameter(Object parameter) {
                    return true;
                }
            });
        }
    }

    private static final class KeyMaker extends KeyFactorySpi {

        private final RSAPublicKey key;
        private final List<Key> made;

        KeyMaker(RSAPublicKey key, List<Key> made) {
            this.key = key;
            this.made = made;
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) {
            PublicKey own = (PublicKey) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {RSAPublicKey.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("equals") ? proxy == arguments[0] : method.invoke(key, arguments));
            made.add(own);
            return own;
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            throw new InvalidKeySpecException("none");
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key any, Class<T> type) throws InvalidKeySpecException {
            throw new InvalidKeySpecException("none");
        }

        @Override
        protected Key engineTranslateKey(Key any) throws InvalidKeyException {
            throw new InvalidKeyException("none");
        }
    }

    private static final class Verifier extends VerifyingSpi {

        private final List<Key> verifiedWith;

        Verifier(List<Key> verifiedWith) {
            this.verifiedWith = verifiedWith;
        }

        @Override
        protected void engineInitVerify(PublicKey key) {
            verifiedWith.add(key);
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return false;
        }
    }
}

package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {

    @Test
    void fixedKeysNeverChange() {
        KeySource source = KeySource.jwkSet(PublishedKeys.json(PublishedKeys.rsa("a")));

        assertThat(PublishedKeys.ids(source.keys()), contains("a"));
        assertThat(source.keys(), is(sameInstance(source.keys())));
        assertThat(source.refreshFor("b"), is(sameInstance(source.keys())));
    }

    @Test
    void textOfAKeySourceShowsNoKey() {
        KeySource source = KeySource.jwkSet(PublishedKeys.json(PublishedKeys.rsa("a")));

        assertThat(source.toString(), not(containsString("modulus")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{}", "{\"keys\":[]}", "{\"keys\":[{}]}", "{\"keys\":[],\"keys\":[]}"})
    void fixedKeysThatAreNoneAreRefused(String json) {
        assertThrows(IllegalArgumentException.class, () -> KeySource.jwkSet(json));
    }

    @Test
    void fixedKeysThatAreAllWeakAreRefusedWithTheReason() {
        String json = PublishedKeys.json(PublishedKeys.rsa("a", PublishedKeys.SMALL_RSA));

        assertThat(
                assertThrows(IllegalArgumentException.class, () -> KeySource.jwkSet(json))
                        .getMessage(),
                containsString("RSA key below 2048 bits"));
    }

    @Test
    @DisplayName("R8414-2-a R8414-2-b addresses that are not https are refused before anything is asked")
    void unsafeAddressesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> KeySource.fromIssuer("http://as.example"));
        assertThrows(IllegalArgumentException.class, () -> KeySource.fromIssuer("http://localhost"));
        assertThrows(IllegalArgumentException.class, () -> KeySource.fromIssuer("https://as.example?x"));
        assertThrows(IllegalArgumentException.class, () -> KeySource.jwksUri(URI.create("http://as.example/keys")));
        assertThrows(IllegalArgumentException.class, () -> KeySource.jwksUri(URI.create("http://localhost/keys")));
    }

    @Test
    @DisplayName("R8414-des-a nothing is asked before the first token comes")
    void remoteSourcesAreBuiltWithoutAsking() {
        assertThat(
                KeySource.fromIssuer("https://as.invalid/t").toString(), is("RemoteKeySource[https://as.invalid/t]"));
        assertThat(
                KeySource.jwksUri(URI.create("https://as.invalid/k?key=secret")).toString(),
                is("RemoteKeySource[https://as.invalid/k?...]"));
    }
}

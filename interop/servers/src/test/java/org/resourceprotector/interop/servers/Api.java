package org.resourceprotector.interop.servers;

import java.time.Duration;
import java.util.Map;

/** The application, deployed on an engine; it is asked over HTTP. */
record Api(Engine engine, String base) implements AutoCloseable {

    Answer read(String token) {
        return Http.get(base + "orders", Http.bearer(token));
    }

    Answer readWithoutToken() {
        return Http.get(base + "orders", Map.of());
    }

    /** The name of the caller, for any token. */
    Answer owner(String token) {
        return Http.get(base + "orders/owner", Http.bearer(token));
    }

    Answer write(String token) {
        return Http.send("POST", base + "orders", Http.bearer(token), "");
    }

    Answer file(String token) {
        return Http.send("POST", base + "orders/archive", Http.bearer(token), "");
    }

    /** Lets the keys of the issuer grow old. */
    void ageKeys(Duration duration) {
        engine.obey("keys " + base + " " + duration);
    }

    /** Lets tokens grow old. */
    void ageTokens(Duration duration) {
        engine.obey("tokens " + base + " " + duration);
    }

    @Override
    public void close() {
        engine.obey("stop " + base);
    }

    @Override
    public String toString() {
        return engine.toString();
    }
}

package org.resourceprotector.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is said of settings before a server is asked. */
class SettingsTest {

    private static final String URI = "redis://localhost";
    private static final String WHY = " is null: it is not configured, or not yet";

    private static void assertNamed(String setting, Executable call) {
        assertThat(assertThrows(NullPointerException.class, call).getMessage(), is(setting + WHY));
    }

    @Test
    void settingThatIsNull_isNamed() {
        assertNamed("the URI of Redis", () -> RedisReplayStore.builder(null));
        assertNamed("the URI of Redis", () -> RedisRevocationFeed.builder(null));
        assertNamed("prefix", () -> RedisReplayStore.builder(URI).prefix(null));
        assertNamed("stream", () -> RedisRevocationFeed.builder(URI).stream(null));
        assertNamed("timeout", () -> RedisReplayStore.builder(URI).timeout(null));
        assertNamed("timeout", () -> RedisRevocationFeed.builder(URI).timeout(null));
    }
}

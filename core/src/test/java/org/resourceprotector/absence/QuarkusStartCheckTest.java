package org.resourceprotector.absence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resourceprotector.LogLines;
import org.resourceprotector.enforcement.Deployment;
import org.resourceprotector.runtime.EngineClasses;

/** What becomes of an application on a version of Quarkus that does not tell what it serves. */
class QuarkusStartCheckTest {

    private static final ClassLoader OTHER_VERSION = EngineClasses.of("""
            package io.quarkus.resteasy.reactive.server.runtime;
            public class ResteasyReactiveRecorder {}
            """);

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void nothingWasAsked() {
        Deployment.takeAsked();
        Thread.currentThread().setContextClassLoader(OTHER_VERSION);
    }

    @AfterEach
    void restore() {
        Deployment.takeAsked();
        Thread.currentThread().setContextClassLoader(before);
    }

    private static void start(String... closed) {
        Map<String, Object> values = Map.of("closed", closed);
        new QuarkusStartCheck.Start()
                .observe(
                        new EventContext<>() {
                            @Override
                            public Startup getEvent() {
                                return new Startup();
                            }

                            @Override
                            public EventMetadata getMetadata() {
                                throw new UnsupportedOperationException();
                            }
                        },
                        new Parameters() {
                            @Override
                            public <T> T get(String key, Class<T> type) {
                                return type.cast(Objects.requireNonNull(values.get(key)));
                            }

                            @Override
                            public <T> T get(String key, Class<T> type, T defaultValue) {
                                return type.cast(values.getOrDefault(key, defaultValue));
                            }
                        });
    }

    @Test
    void classWithARule_isNotServedWhereNobodyTells() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> start("org.example.Closed"));
        assertThat(refused.getMessage(), containsString("org.example.Closed: it is protected by annotation"));
    }

    @Test
    void openApplication_isServedWhereNobodyTells() {
        assertDoesNotThrow(() -> start());
    }

    @Test
    void applicationWithAProtector_isServedWithAWarning() {
        Deployment.asked();
        try (LogLines log = new LogLines()) {
            assertDoesNotThrow(() -> start("org.example.Closed"));
            assertThat(
                    log.lines().toString(), containsString("does not tell what it takes for a sub-resource locator"));
        }
    }
}

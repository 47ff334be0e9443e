package org.resourceprotector.testkit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a {@link TestIssuer} over HTTP, with a {@link MutableClock}, for a JUnit test, and closes it afterwards.
 *
 * <pre>{@code
 * @ExtendWith(TestIssuerExtension.class)
 * class UserResourceTest {
 *     @Test
 *     void expiredTokensAreRefused(TestIssuer issuer, MutableClock clock) { … }
 * }
 *
 * class OtherTest {
 *     @RegisterExtension
 *     static final TestIssuerExtension AUTHORIZATION = TestIssuerExtension.with(issuer -> issuer.algorithms("ES256"));
 *     …
 * }
 * }</pre>
 *
 * <p>On a class, or in a static field, there is one issuer for all tests of the class and of the classes nested in it:
 * before each test it recovers, forgets the requests it saw, and its clock is set to the current second; its keys and
 * tokens stay. On a method, or in an instance field, there is a new issuer for each test. Tests that run at the same time
 * need one each.
 *
 * <p>Constructors, tests and life-cycle methods may have parameters of the types {@link TestIssuer} and
 * {@link MutableClock}.
 *
 * <p>Thread-safe.
 */
public final class TestIssuerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private final UnaryOperator<TestIssuerBuilder> settings;
    private @Nullable Running running;

    /** The extension with the default settings of an issuer. */
    public TestIssuerExtension() {
        this(builder -> builder);
    }

    private TestIssuerExtension(UnaryOperator<TestIssuerBuilder> settings) {
        this.settings = settings;
    }

    private record Running(TestIssuer issuer, MutableClock clock, String owner) {}

    /**
     * The extension with other settings.
     *
     * @param settings changes the settings of the issuer; the clock is set already
     * @return the extension, for a field with {@code @RegisterExtension}
     */
    public static TestIssuerExtension with(UnaryOperator<TestIssuerBuilder> settings) {
        return new TestIssuerExtension(Objects.requireNonNull(settings, "settings"));
    }

    /**
     * The issuer.
     *
     * @return what is running now
     * @throws IllegalStateException outside of tests
     */
    public TestIssuer issuer() {
        return running().issuer();
    }

    /**
     * The clock of the issuer.
     *
     * @return what is running now
     * @throws IllegalStateException outside of tests
     */
    public MutableClock clock() {
        return running().clock();
    }

    private synchronized Running running() {
        if (running == null) {
            throw new IllegalStateException("no test is running, so there is no issuer");
        }
        return running;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        startOrReset(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        startOrReset(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        closeIfStartedFor(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        closeIfStartedFor(context);
    }

    private synchronized void startOrReset(ExtensionContext context) {
        if (running == null) {
            start(context);
        } else {
            running.issuer().recover();
            running.issuer().forgetRequests();
            running.clock().set(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private Running start(ExtensionContext context) {
        MutableClock clock = MutableClock.now();
        TestIssuer issuer = settings.apply(TestIssuer.builder().clock(clock)).start();
        running = new Running(issuer, clock, context.getUniqueId());
        return running;
    }

    private synchronized void closeIfStartedFor(ExtensionContext context) {
        if (running != null && running.owner().equals(context.getUniqueId())) {
            running.issuer().close();
            running = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestIssuer.class || type == MutableClock.class;
    }

    @Override
    public synchronized Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // An instance that serves a whole class is constructed before all else.
        Running started = running != null ? running : start(context);
        return parameter.getParameter().getType() == TestIssuer.class ? started.issuer() : started.clock();
    }
}

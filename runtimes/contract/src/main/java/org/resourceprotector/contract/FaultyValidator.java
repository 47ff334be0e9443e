package org.resourceprotector.contract;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** A validator that breaks in a way that the token says; other tokens it hands on. Counts how often it was asked. */
final class FaultyValidator implements TokenValidator {

    static final String DOWN = Secrets.token("down");
    static final String DOWN_FOR_A_WHILE = Secrets.token("down-for-a-while");
    static final String THROWS = Secrets.token("throws");
    static final String THROWS_ERROR = Secrets.token("throws-error");
    static final String THROWS_CHECKED = Secrets.token("throws-checked");
    static final String ANSWERS_NULL = Secrets.token("answers-null");

    private final TokenValidator next;
    private final AtomicInteger asked = new AtomicInteger();

    FaultyValidator(TokenValidator next) {
        this.next = next;
    }

    int asked() {
        return asked.get();
    }

    @Override
    @SuppressWarnings("NullAway")
    public Verdict validate(PresentedToken token) {
        asked.incrementAndGet();
        String value = token.value();
        if (value.equals(DOWN)) {
            throw new ValidationUnavailableException(
                    "the store is down " + Secrets.EXCEPTION, new IllegalStateException(Secrets.EXCEPTION));
        }
        if (value.equals(DOWN_FOR_A_WHILE)) {
            throw new ValidationUnavailableException(Secrets.EXCEPTION, null, Duration.ofMillis(29_001));
        }
        if (value.equals(THROWS)) {
            throw new IllegalArgumentException("cannot read " + value + " " + Secrets.EXCEPTION);
        }
        if (value.equals(THROWS_ERROR)) {
            throw new StackOverflowError(Secrets.EXCEPTION);
        }
        if (value.equals(THROWS_CHECKED)) {
            throw sneaky(new java.io.IOException(Secrets.EXCEPTION));
        }
        return value.equals(ANSWERS_NULL) ? null : next.validate(token);
    }

    /** An exception that no signature announces, as some languages and proxies throw it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneaky(Throwable checked) throws E {
        throw (E) checked;
    }
}

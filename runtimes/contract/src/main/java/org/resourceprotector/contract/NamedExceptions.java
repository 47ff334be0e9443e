package org.resourceprotector.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Cases that an engine cannot have, as its module names them in {@code exceptions.txt}, one a line:
 * {@code Class#method}, or {@code Class} for all of its cases, or {@code Class#method[text]} for those parameters whose
 * display name has the text, a colon, and the reason. They count as skipped, and the build prints them. A name that is not a
 * case fails every test.
 *
 * <p>Thread-safe.
 */
public final class NamedExceptions implements ExecutionCondition {

    private static final String FILE = "exceptions.txt";

    private final Map<String, String> reasons = reasons();
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    /** For the service loader. */
    public NamedExceptions() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String name = context.getTestMethod()
                .map(method -> method.getDeclaringClass().getSimpleName() + "#" + method.getName())
                .or(() -> context.getTestClass().map(Class::getSimpleName))
                .orElse("");
        return reasons.entrySet().stream()
                .filter(exception -> names(exception.getKey(), name, context.getDisplayName()))
                .findFirst()
                .map(this::disabled)
                .orElse(ConditionEvaluationResult.enabled("not excepted"));
    }

    /** Whether an exception names a case, or one of its parameters. */
    private static boolean names(String exception, String name, String parameters) {
        return exception.equals(name)
                || (exception.startsWith(name + "[")
                        && parameters.contains(exception.substring(name.length() + 1, exception.length() - 1)));
    }

    private ConditionEvaluationResult disabled(Map.Entry<String, String> exception) {
        if (noted.add(exception.getKey())) {
            CaseCount.note("  not run: " + exception.getKey() + ": " + exception.getValue());
        }
        return ConditionEvaluationResult.disabled(exception.getValue());
    }

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        try (InputStream file = NamedExceptions.class.getResourceAsStream(FILE)) {
            String text = file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.isBlank()).forEach(line -> {
                String[] parts = line.split(": ", 2);
                reasons.put(existing(parts[0]), parts[1]);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons;
    }

    private static String existing(String name) {
        String[] parts = name.split("#", 2);
        try {
            Class<?> type = Class.forName(NamedExceptions.class.getPackageName() + "." + parts[0]);
            if (parts.length == 1
                    || Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(method -> method.getName().equals(parts[1].replaceFirst("\\[.*]$", "")))) {
                return name;
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(FILE + " names a class that is not there: " + name, e);
        }
        throw new IllegalStateException(FILE + " names a method that is not there: " + name);
    }
}

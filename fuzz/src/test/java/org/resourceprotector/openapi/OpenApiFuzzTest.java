package org.resourceprotector.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.fuzz.Cost;
import org.resourceprotector.scope.ScopeRule;

/**
 * Any access report, and any operations of a document that a generator made of the same resources: what is documented never
 * lets in whom a rule refuses.
 *
 * <p>A line of the input is a row of the report: its access, its method, its path and the alternatives of its scopes, with tabs
 * between them; or an operation of the document, which has no access.
 */
class OpenApiFuzzTest {

    private static final int MOST_LINES = 12;
    private static final List<Access> ACCESS = List.of(Access.values());
    private static final String SCHEME = "token";

    /** A path whose braces come in pairs, one pair not in another. */
    private static final Pattern WELL_FORMED = Pattern.compile("[^{}]*+(\\{[^{}]*+\\}[^{}]*+)*+");

    @FuzzTest
    void a_document_lets_in_nobody_whom_a_rule_refuses(byte[] input) {
        List<ProtectedEndpoint> report = new ArrayList<>();
        List<DocumentedOperation> operations = new ArrayList<>();
        new String(input, StandardCharsets.UTF_8).lines().limit(MOST_LINES).forEach(line -> {
            String[] parts = line.split("\t", -1);
            if (parts.length > 2) {
                read(parts, report, operations);
            }
        });
        KnownRules known = Cost.bounded(input.length * MOST_LINES, () -> new KnownRules(report, operations, null));
        for (DocumentedOperation operation : operations) {
            if (WELL_FORMED.matcher(operation.path()).matches()) {
                assertEquals(operation, DocumentedOperation.of(operation.method(), operation.path()), "written twice");
            }
            List<ProtectedEndpoint> rules = known.of(operation);
            check(
                    rules,
                    rules.isEmpty()
                            ? OperationSecurity.unknown(List.of(SCHEME))
                            : OperationSecurity.of(rules, rule -> List.of(SCHEME), scheme -> true));
        }
    }

    private static void read(String[] parts, List<ProtectedEndpoint> report, List<DocumentedOperation> operations) {
        if (parts[0].isEmpty()) {
            operations.add(DocumentedOperation.of(parts[1], parts[2]));
            return;
        }
        Access access = ACCESS.get(parts[0].charAt(0) % ACCESS.size());
        ScopeRule none = ScopeRule.of();
        ScopeRule scopes;
        try {
            scopes = ScopeRule.of(Arrays.copyOfRange(parts, 3, parts.length));
        } catch (IllegalArgumentException refusedAtDeployment) {
            return;
        }
        report.add(new ProtectedEndpoint(
                parts[1], parts[2], access, scopes, null, List.of(), none, List.of(), none, none, none, false,
                "Class"));
    }

    private static void check(List<ProtectedEndpoint> rules, OperationSecurity documented) {
        boolean takesNobodyIn = rules.isEmpty() || rules.stream().anyMatch(rule -> rule.access() == Access.PROTECTED);
        assertFalse(takesNobodyIn && documented.requirements().isEmpty(), "documented as open");
        assertFalse(takesNobodyIn && documented.requirements().contains(Map.of()), "documented as optional");
        for (Map<String, List<String>> requirement : documented.requirements()) {
            Set<String> scopes = new HashSet<>(requirement.getOrDefault(SCHEME, List.of()));
            boolean suffices = rules.stream()
                    .allMatch(rule ->
                            rule.access() == Access.OPEN || rule.scopes().satisfiedBy(scopes));
            assertTrue(requirement.isEmpty() || suffices || areTooMany(rules), "what is asked for does not suffice");
        }
        assertTrue(documented.description().lines().count() <= 1, "a description of several lines");
    }

    /** Whether there are more ways to have enough scopes than are written down. */
    private static boolean areTooMany(List<ProtectedEndpoint> rules) {
        return rules.stream()
                        .mapToLong(
                                rule -> Math.max(1, rule.scopes().alternatives().size()))
                        .reduce(1, Math::multiplyExact)
                > 1_000;
    }
}

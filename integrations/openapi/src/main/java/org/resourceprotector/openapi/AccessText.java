package org.resourceprotector.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AuthenticationRequirement;

/** The rules of an operation in words, as CommonMark. Names of scopes, roles and conditions are those of the application. */
final class AccessText {

    static final String UNKNOWN = "**Access token:** which rule holds here is not known; expect that one is needed.";

    private static final String START = "**Access token:** ";

    private AccessText() {}

    /** What the rules demand; empty if all are open. */
    static String of(Collection<ProtectedEndpoint> rules) {
        Set<String> texts = rules.stream().map(AccessText::of).collect(Collectors.toCollection(TreeSet::new));
        if (texts.size() > 1) {
            return START + "depends on the call: either " + String.join("; or ", texts) + ".";
        }
        boolean isOpen = rules.stream().allMatch(rule -> rule.access() == Access.OPEN);
        return isOpen ? "" : START + texts.iterator().next() + ".";
    }

    /** A description with ours behind it, once. */
    static @Nullable String appended(@Nullable String written, String ours) {
        if (ours.isEmpty() || (written != null && written.contains(ours))) {
            return written;
        }
        return written == null || written.isBlank() ? ours : written + "\n\n" + ours;
    }

    private static String of(ProtectedEndpoint rule) {
        String demands = String.join("; ", demands(rule));
        String ifPresent = demands.isEmpty() ? "" : "; if there is one, " + demands;
        return switch (rule.access()) {
            case OPEN -> "none";
            case OPTIONAL -> "optional" + ifPresent;
            case OPTIONAL_IGNORING_INVALID -> "optional, and one that is not good enough counts as none" + ifPresent;
            case PROTECTED -> demands.isEmpty() ? "any valid one" : demands;
        };
    }

    private static List<String> demands(ProtectedEndpoint rule) {
        List<String> demands = new ArrayList<>();
        add(demands, "scope ", rule.scopes());
        add(demands, "role ", rule.roles());
        add(demands, "group ", rule.groups());
        add(demands, "entitlement ", rule.entitlements());
        addLogin(demands, rule.authentication());
        rule.audience().forEach(anyOf -> demands.add("for the audience " + anyOf(anyOf)));
        add(demands, "authorization details ", rule.details());
        rule.conditions().forEach(condition -> demands.add("permitted by " + code(simpleName(condition))));
        if (rule.senderConstrained()) {
            demands.add("bound to a key or certificate of the caller");
        }
        return demands;
    }

    private static void add(List<String> demands, String what, ScopeRule rule) {
        if (!rule.isEmpty()) {
            boolean isSimple = rule.alternatives().stream().allMatch(needed -> needed.size() == 1);
            demands.add(what
                    + rule.alternatives().stream()
                            .map(needed -> needed.stream().map(AccessText::code).collect(Collectors.joining(" and ")))
                            .collect(Collectors.joining(isSimple ? " or " : ", or ")));
        }
    }

    private static void addLogin(List<String> demands, @Nullable AuthenticationRequirement login) {
        if (login == null) {
            return;
        }
        if (!login.acr().isEmpty()) {
            demands.add("of a login with acr " + anyOf(login.acr()));
        }
        if (login.maxAge() != null) {
            demands.add("of a login within " + login.maxAge().toSeconds() + " seconds");
        }
    }

    private static String anyOf(Collection<String> values) {
        return values.stream().map(AccessText::code).collect(Collectors.joining(" or "));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    }
}

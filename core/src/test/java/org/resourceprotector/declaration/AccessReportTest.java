package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.scope.ScopeRule;

class AccessReportTest {

    private final AccessReport report = AccessReport.silent();

    private static Method method(String name) throws NoSuchMethodException {
        return Object.class.getMethod(name);
    }

    @Test
    void pathsThatCallersInvent_leaveRoomForOtherMethods() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            report.addCalled(
                    new Endpoint("GET", "/r/" + "a/".repeat(i % 40) + i, null), Object.class, method("hashCode"));
        }
        Endpoint late = new Endpoint("GET", "/secret", null);
        report.addCalled(late, Object.class, method("toString"));

        assertThat(report.size(), is(17));
        assertThat(report.endpoints(), hasItem(late));
    }

    @Test
    void sameEndpoint_countsOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            report.addCalled(new Endpoint("GET", "/same", null), Object.class, method("hashCode"));
        }
        report.addCalled(new Endpoint("GET", "/other", null), Object.class, method("hashCode"));

        assertThat(report.endpoints(), hasSize(2));
    }

    private static Endpoint endpoint(String path, Rule rule) {
        return new Endpoint("GET", path, new Declaration(rule, "Books"));
    }

    private static final Endpoint READ =
            endpoint("/books", new Rule(Access.PROTECTED, ScopeRule.of("read", "admin"), AuthorityRules.NONE));
    private static final Endpoint WRITE =
            endpoint("/books/{id}", new Rule(Access.OPTIONAL, ScopeRule.of("write all"), AuthorityRules.NONE));

    @Test
    void scopesOfSomeEndpoints_areThoseOfTheirRulesInOrder() {
        report.add(READ);
        report.add(WRITE);

        assertThat(report.scopes(path -> true), contains("admin", "all", "read", "write"));
        assertThat(report.scopes("/books"::equals), contains("admin", "read"));
        assertThat(report.scopes(path -> false), is(empty()));
        assertThat(report.rows().stream().map(ProtectedEndpoint::path).toList(), contains("/books", "/books/{id}"));
    }

    @Test
    void lineOfAnEndpoint_saysAllThatIsDemanded() {
        ScopeRule admin = ScopeRule.of("admin");
        ScopeRule staff = ScopeRule.of("staff");
        ScopeRule print = ScopeRule.of("print");
        AuthorityRules authorities = new AuthorityRules(admin, staff, print);
        AccessReport logged = new AccessReport();

        assertThat(
                linesOf(() -> {
                    logged.add(new Endpoint("GET", "/open", null));
                    logged.add(WRITE);
                    logged.add(endpoint(
                            "/all",
                            new Rule(
                                    Access.OPTIONAL_IGNORING_INVALID,
                                    ScopeRule.of(),
                                    new FurtherRules(null, List.of(), ScopeRule.of("payment"), List.of()),
                                    authorities,
                                    true,
                                    null)));
                    logged.add(WRITE);
                    logged.add(endpoint("/any", Rule.ANY_TOKEN));
                }),
                contains(
                        "GET /open open",
                        "GET /books/{id} optional, scope write all Books",
                        "GET /all optional, ignoring invalid, details payment, roles admin, groups staff,"
                                + " entitlements print, sender-constrained Books",
                        "GET /any token Books"));
        assertThat(linesOf(() -> report.add(READ)), is(empty()));
    }

    /** What is logged meanwhile, with single blanks. */
    private static List<String> linesOf(Runnable action) {
        List<String> lines = new ArrayList<>();
        Thread here = Thread.currentThread();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (Thread.currentThread().equals(here)) {
                    lines.add(line.getMessage().replaceAll(" +", " "));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.resourceprotector");
        logger.addHandler(handler);
        try {
            action.run();
        } finally {
            logger.removeHandler(handler);
        }
        return lines;
    }
}

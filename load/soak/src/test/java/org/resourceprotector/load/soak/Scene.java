package org.resourceprotector.load.soak;

import java.util.Random;
import java.util.Set;

/** Visits nodes, and writes down what came of it. Thread-safe. */
final class Scene {

    private final Clockwork clockwork;
    private final History history;
    private final Tokens tokens;
    private final Ledger ledger;
    private final Caller caller = new Caller();

    Scene(Clockwork clockwork, History history, Tokens tokens, Ledger ledger) {
        this.clockwork = clockwork;
        this.history = history;
        this.tokens = tokens;
        this.ledger = ledger;
    }

    /** Visits once; answers whether there was something to send. */
    boolean visit(Node node, Kind kind, Random random) {
        return node.visit(() -> {
            Kind.Plan plan = kind.plans().plan(node, random);
            if (plan == null) {
                return false;
            }
            visit(node, kind, plan);
            return true;
        });
    }

    private void visit(Node node, Kind kind, Kind.Plan plan) {
        double offset = node.offset();
        long from = clockwork.now();
        double clockFrom = Clockwork.seconds() + offset;
        int status = caller.call(node.uri(plan.path()), plan.headers());
        long to = clockwork.now();
        Situation situation = new Situation(node, history, tokens, from, to, clockFrom, Clockwork.seconds() + offset);
        Set<Integer> allowed = plan.expected().in(situation);
        ledger.add(kind, status, allowed, situation);
        if (status == 200 && plan.shown() != null) {
            node.hasAccepted(plan.shown(), to);
        }
        plan.afterwards().accept(status);
    }
}

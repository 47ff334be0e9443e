package org.resourceprotector.contract;

import java.util.ArrayList;
import java.util.List;

/** Compares who is let in with who should be, path by path. */
final class Comparison {

    private static final int MAX_SHOWN = 15;
    private static final String RAN = "ran ";

    /** A call that was let in, or refused, and should not have been. */
    record Finding(ResourceTree tree, String situation) {}

    private final Deployed server;
    private final List<Finding> holes = new ArrayList<>();
    private final List<Finding> overBlocked = new ArrayList<>();
    private int unanswered;
    private int reached;
    private int allowed;
    private int open;
    private int openRefused;

    Comparison(Deployed server) {
        this.server = server;
    }

    /** Calls a path as everybody who can call, those first who satisfy every rule. */
    void compare(ResourceTree tree, String path) {
        Answer oracle;
        try {
            oracle = answer(path, Caller.BOTH);
        } catch (Wire.NoAnswerError e) {
            unanswered++;
            return;
        }
        if (isRefused(oracle)) {
            allowed++;
            overBlocked.add(new Finding(tree, path + " as BOTH: " + oracle.status()));
        }
        if (oracle.status() != 200) {
            return;
        }
        reached++;
        String walked = oracle.body();
        List<Mark> marks = marks(tree, walked);
        for (Caller caller : Caller.values()) {
            Answer answer = caller == Caller.BOTH ? oracle : answer(path, caller);
            String situation = path + " as " + caller + ": " + answer.status() + ", " + walked + " " + marks;
            boolean ran = answer.body().startsWith(RAN);
            if (ran && !answer.body().equals(walked)) {
                throw new AssertionError("the way is not the same each time: " + situation + ", " + answer.body());
            }
            boolean mayRun = marks.stream().allMatch(mark -> mark.allows(caller));
            count(mayRun, marks.stream().allMatch(Mark::isOpen), ran);
            if (ran != mayRun) {
                (ran ? holes : overBlocked).add(new Finding(tree, situation));
            }
        }
    }

    private void count(boolean mayRun, boolean nothingIsProtected, boolean ran) {
        allowed += mayRun ? 1 : 0;
        open += nothingIsProtected ? 1 : 0;
        openRefused += nothingIsProtected && !ran ? 1 : 0;
    }

    private Answer answer(String path, Caller caller) {
        return caller.calls(server.get(path)).sendRaw();
    }

    /**
     * Whether a call was refused by the library, rather than answered by the runtime in its own
     * words.
     */
    private static boolean isRefused(Answer answer) {
        return answer.status() == 401
                || answer.status() == 403
                || answer.body().equals("{\"title\":\"Internal Server Error\",\"status\":500}");
    }

    /** What holds for each locator that was walked, and for the method behind them. */
    private static List<Mark> marks(ResourceTree tree, String walked) {
        List<Mark> marks = new ArrayList<>();
        for (String id : walked.substring(RAN.length()).split(" ", -1)) {
            Mark mark = tree.marks().get(id);
            if (mark == null) {
                throw new AssertionError(tree.name() + " has no " + id + ": " + walked);
            }
            marks.add(mark);
        }
        return marks;
    }

    int reached() {
        return reached;
    }

    List<Finding> holes() {
        return holes;
    }

    List<Finding> overBlocked() {
        return overBlocked;
    }

    String summary() {
        return String.format(
                "%d reach a method, %d get no answer, %d holes, %s calls over-blocked, %s of those where nothing is protected",
                reached, unanswered, holes.size(), share(overBlocked.size(), allowed), share(openRefused, open));
    }

    private static String share(int part, int all) {
        return String.format("%d of %d (%.1f %%)", part, all, all == 0 ? 0.0 : 100.0 * part / all);
    }

    /** The first of some findings, and the classes of the very first. */
    static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        findings.stream()
                .limit(MAX_SHOWN)
                .forEach(finding -> text.append(finding.situation()).append('\n'));
        return findings.isEmpty()
                ? ""
                : text.append(TreeSource.of(findings.get(0).tree())).toString();
    }
}

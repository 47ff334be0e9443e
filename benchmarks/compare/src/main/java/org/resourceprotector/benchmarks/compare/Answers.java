package org.resourceprotector.benchmarks.compare;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.resourceprotector.benchmarks.compare.Deviation.Level;
import org.resourceprotector.benchmarks.compare.ServerProcess.Mode;

/** Sends the same requests to every server, and has the answers judged by somebody who does not know whose they are. */
final class Answers {

    private static final int FLOOD = 100;
    private static final int AT_ONCE = 4;

    private final Issuer issuer;
    private final Cases cases;

    /**
     * A question, what came, and what is wrong with it.
     *
     * @param contender who was asked
     * @param asked the question
     * @param answer what came
     * @param deviations what is wrong with it
     */
    record Row(Contender contender, Case asked, Answer answer, List<Deviation> deviations) {}

    private Answers(Issuer issuer) throws JOSEException {
        this.issuer = issuer;
        this.cases = new Cases(issuer, new Forge(issuer));
    }

    /**
     * Asks.
     *
     * @param arguments words that select contenders by name; then nothing is written down
     * @throws IOException if a process or a file is not as it should be
     * @throws JOSEException if no token can be made
     * @throws InterruptedException if it is ended
     */
    public static void main(String[] arguments) throws IOException, JOSEException, InterruptedException {
        List<String> words = List.of(arguments);
        List<String> names =
                words.stream().filter(word -> !word.startsWith("--")).toList();
        List<Row> rows = all(Contender.named(names));
        AnswersTable table = new AnswersTable(rows);
        System.out.println(table.text());
        if (words.isEmpty()) {
            Results.write("answers", table.markdown());
        }
        boolean isOursRight = rows.stream()
                .noneMatch(row -> row.contender().isOurs() && !row.deviations().isEmpty());
        System.exit(isOursRight ? 0 : 1);
    }

    /** Some at the same time, each with an issuer of its own, because what takes long is coming back when a server says so. */
    private static List<Row> all(List<Contender> contenders) throws InterruptedException {
        ExecutorService asking = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Row> rows = new ArrayList<>();
            for (Future<List<Row>> asked : asking.invokeAll(contenders.stream()
                    .<Callable<List<Row>>>map(contender -> () -> of(contender))
                    .toList())) {
                rows.addAll(asked.get());
            }
            return rows;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a contender was not asked to the end", e);
        } finally {
            asking.shutdownNow();
        }
    }

    private static List<Row> of(Contender contender) throws IOException, JOSEException, InterruptedException {
        System.out.println(contender.name() + ": " + contender.versions());
        List<Row> rows = new ArrayList<>();
        try (Issuer issuer = new Issuer()) {
            new Answers(issuer).ask(contender, rows);
        }
        return rows;
    }

    private void ask(Contender contender, List<Row> rows) throws IOException, JOSEException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(contender, Mode.PROTECTED, issuer)) {
            awaitGood(server);
            rows.add(rotation(
                    contender,
                    server)); // first, because a token with an unknown key may end the patience of a server for others
            for (List<Case> kind : List.of(cases.credentials(), cases.scopes(), cases.tokens(), cases.signatures())) {
                for (Case one : kind) {
                    rows.add(row(contender, one, comingBack(one, server)));
                }
            }
            rows.add(flood(contender, server));
        }
        rows.add(outage(contender));
    }

    private static Row row(Contender contender, Case asked, Answer answer) {
        return new Row(contender, asked, answer, Judge.deviations(asked, answer));
    }

    /** The first answers of a process may be slow, and its keys may not be there yet. */
    private void awaitGood(ServerProcess server) throws JOSEException, InterruptedException {
        Case good = cases.credentials().get(0);
        for (int i = 0; i < 20 && !good.ask(server.port()).isSuccess(); i++) {
            Thread.sleep(250);
        }
    }

    /** A key that was published after the server had fetched the keys. */
    private Row rotation(Contender contender, ServerProcess server) throws JOSEException {
        RSAKey fresh = Issuer.rsaKey("fresh");
        issuer.publish(fresh);
        String token = Forge.signed(
                Forge.encoded(Forge.header(JWSAlgorithm.RS256, "fresh")),
                Forge.encoded(new Forge(issuer).claims()),
                JWSAlgorithm.RS256,
                Forge.signer(fresh));
        Case asked = Case.bearer(
                        "a key that was published meanwhile", Situation.GOOD, "RJOSE-7517-kid-b", "/user", token)
                .level(Level.ADVICE);
        return row(contender, asked, asked.ask(server.port()));
    }

    /** Keys that nobody knows, one after the other. */
    private Row flood(Contender contender, ServerProcess server) throws JOSEException, InterruptedException {
        int before = issuer.fetches();
        Case asked =
                Case.bearer("a key that nobody knows", Situation.BAD_TOKEN, "RJOSE-7517-kid-b", "/user", unknown());
        Row row = row(contender, asked, comingBack(asked, server));
        for (int i = 1; i < FLOOD; i++) {
            Case.bearer("", Situation.BAD_TOKEN, "", "/user", unknown()).ask(server.port());
        }
        int fetched = issuer.fetches() - before;
        List<Deviation> deviations = new ArrayList<>(row.deviations());
        if (fetched > 2) {
            deviations.add(new Deviation(
                    Level.ADVICE, "RJOSE-7517-kid-b", fetched + " fetches of the keys for " + FLOOD + " such tokens"));
        }
        return new Row(contender, asked, row.answer(), deviations);
    }

    /** The answer, or that to a second request if the server cannot find out now and says when it can. */
    private static Answer comingBack(Case asked, ServerProcess server) throws InterruptedException {
        Answer answer = asked.ask(server.port());
        String wait = answer.line("Retry-After");
        if (answer.status() != 503 || !wait.matches("[1-9][0-9]?")) {
            return answer;
        }
        Thread.sleep(1000L * Integer.parseInt(wait));
        return asked.ask(server.port());
    }

    private String unknown() throws JOSEException {
        return new Forge(issuer)
                .token(
                        JWSAlgorithm.RS256,
                        header -> header.put("kid", UUID.randomUUID().toString()),
                        claims -> {});
    }

    /** The keys cannot be had, and never could. */
    private Row outage(Contender contender) throws JOSEException, InterruptedException {
        issuer.shut();
        Case asked = Case.bearer(
                        "a good token, but the keys cannot be had",
                        Situation.OUTAGE,
                        "RJOSE-7517-fetch",
                        "/user",
                        new Forge(issuer).token(JWSAlgorithm.RS256))
                .level(Level.ADVICE);
        try (ServerProcess server = ServerProcess.start(contender, Mode.PROTECTED, issuer)) {
            return row(contender, asked, asked.ask(server.port()));
        } catch (IOException e) {
            Deviation deviation = new Deviation(Level.ADVICE, "R8414-des-a", "the server does not start");
            return new Row(contender, asked, Answer.NONE, List.of(deviation));
        }
    }
}

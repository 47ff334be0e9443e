package org.resourceprotector.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.resourceprotector.benchmarks.compare.Challenges.Challenge;
import org.resourceprotector.benchmarks.compare.Challenges.NotGrammatical;
import org.resourceprotector.benchmarks.compare.Deviation.Level;

/**
 * Holds an answer against RFC 6750, RFC 9110 and RFC 9111. Knows what was asked and what came, and nothing of who answered.
 * Where RFCs leave a choice, every choice is right.
 */
final class Judge {

    private static final String DATA = "alice@example.com";
    private static final String ERROR_CHARACTERS = "[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*";

    private final Case asked;
    private final Answer answer;
    private final List<Deviation> deviations = new ArrayList<>();

    private Judge(Case asked, Answer answer) {
        this.asked = asked;
        this.answer = answer;
    }

    /** What is wrong with an answer; empty where nothing is. */
    static List<Deviation> deviations(Case asked, Answer answer) {
        Judge judge = new Judge(asked, answer);
        judge.judge();
        return List.copyOf(judge.deviations);
    }

    private void judge() {
        if (answer.status() == 0) {
            add(asked.level(), asked.row(), "no answer");
            return;
        }
        List<Challenge> challenges = challenges();
        if (asked.situation() == Situation.GOOD) {
            check(answer.isSuccess(), asked.level(), asked.row(), "refused with " + answer.status());
            return;
        }
        if (asked.situation() == Situation.PREFLIGHT) {
            check(
                    answer.status() != 401 && answer.status() != 403,
                    asked.level(),
                    asked.row(),
                    "a preflight was refused");
            return;
        }
        check(!answer.isSuccess(), asked.level(), asked.row(), "let in");
        if (answer.isSuccess()) {
            return;
        }
        check(!answer.mentions(DATA), Level.MUST, "R6749-7-a", "the data went out");
        status();
        challenge(challenges);
        hygiene();
    }

    private List<Challenge> challenges() {
        try {
            return Challenges.of(answer.line("WWW-Authenticate"));
        } catch (NotGrammatical e) {
            add(Level.MUST, "R9110-11.2-a", "not grammatical: " + e.getMessage());
            return List.of();
        }
    }

    private void status() {
        int status = answer.status();
        switch (asked.situation()) {
            case NO_CREDENTIALS -> check(status == 401, Level.SHOULD, "R9110-11.4-a", status + " instead of 401");
            case MALFORMED ->
                check(status == 400 || status == 401, Level.SHOULD, "R6750-3.1-a", status + " instead of 400 or 401");
            case TWO_CREDENTIALS -> check(status == 400, Level.SHOULD, "R6750-3.1-a", status + " instead of 400");
            case BAD_TOKEN -> check(status == 401, Level.SHOULD, "R6750-3.1-b", status + " instead of 401");
            case NOT_ENOUGH -> check(status == 403, Level.SHOULD, "R9110-11.4-b", status + " instead of 403");
            default -> check(status >= 500, asked.level(), asked.row(), status + " instead of 503");
        }
    }

    private void challenge(List<Challenge> challenges) {
        if (asked.situation() == Situation.OUTAGE) {
            return;
        }
        boolean mustChallenge = answer.status() == 401 || asked.situation() == Situation.NOT_ENOUGH;
        String row = answer.status() == 401 ? "R9110-15.5.2-a" : "R6750-3-a";
        if (answer.line("WWW-Authenticate").isEmpty()) {
            check(!mustChallenge, Level.MUST, row, answer.status() + " without a challenge");
            return;
        }
        Optional<Challenge> bearer = Challenges.of(challenges, "Bearer");
        if (bearer.isEmpty()) {
            check(challenges.isEmpty(), Level.MUST, "R6750-3-b", "no Bearer challenge");
            return;
        }
        parameters(bearer.get());
    }

    private void parameters(Challenge bearer) {
        check(!bearer.parameters().isEmpty(), Level.MUST, "R6750-3-c", "a challenge without a parameter");
        String error = bearer.parameters().getOrDefault("error", "");
        String description = bearer.parameters().getOrDefault("error_description", "");
        check(
                error.matches(ERROR_CHARACTERS) && description.matches(ERROR_CHARACTERS),
                Level.MUST,
                "R6750-3-h",
                "characters that an error must not have");
        switch (asked.situation()) {
            case NO_CREDENTIALS ->
                check(
                        error.isEmpty() && description.isEmpty(),
                        Level.SHOULD,
                        "R6750-3.1-d",
                        "an error although no token was sent");
            case BAD_TOKEN ->
                check(error.equals("invalid_token"), Level.SHOULD, "R6750-3-f", "error is not invalid_token: " + error);
            case NOT_ENOUGH ->
                check(
                        error.equals("insufficient_scope"),
                        Level.SHOULD,
                        "R6750-3.1-c",
                        "error is not insufficient_scope: " + error);
            case MALFORMED ->
                check(
                        error.equals("invalid_request") || error.equals("invalid_token") || error.isEmpty(),
                        Level.SHOULD,
                        "R6750-3.1-a",
                        "error is " + error);
            case TWO_CREDENTIALS ->
                check(error.equals("invalid_request"), Level.SHOULD, "R6750-3.1-a", "error is not invalid_request");
            default -> {}
        }
    }

    private void hygiene() {
        boolean repeats = !asked.secret().isEmpty() && answer.mentions(asked.secret());
        check(!repeats, Level.ADVICE, "R9110-17.16-a", "the token is repeated");
        check(
                !answer.mentions("Exception") && !answer.mentions("\tat "),
                Level.ADVICE,
                "R6750-3.1-e",
                "an exception shows");
        if (asked.situation() != Situation.OUTAGE) {
            String caching = answer.line("Cache-Control");
            check(
                    caching.contains("no-store") || caching.contains("no-cache"),
                    Level.SHOULD,
                    "R9111-3.5-b",
                    "the refusal may be cached");
        }
        if (asked.method().equals("HEAD")) {
            check(answer.body().isEmpty(), Level.MUST, "R9110-9.3.2-a", "content in answer to HEAD");
        }
    }

    private void check(boolean isRight, Level level, String row, String text) {
        if (!isRight) {
            add(level, row, text);
        }
    }

    private void add(Level level, String row, String text) {
        deviations.add(new Deviation(level, row, text));
    }
}

package org.resourceprotector.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.resourceprotector.benchmarks.compare.Answers.Row;
import org.resourceprotector.benchmarks.compare.Deviation.Level;

/** What was answered, side by side. Immutable. */
final class AnswersTable {

    private final List<Row> rows;
    private final List<Contender> contenders;

    AnswersTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
        this.contenders = rows.stream().map(Row::contender).distinct().toList();
    }

    /** For a terminal: everything that is wrong. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Contender contender : contenders) {
            text.append(contender.name()).append(": ").append(counts(contender)).append('\n');
            rowsOf(contender).stream()
                    .filter(row -> !row.deviations().isEmpty())
                    .forEach(row -> text.append("  ")
                            .append(row.asked().title())
                            .append(": ")
                            .append(row.answer().status())
                            .append(", ")
                            .append(described(row.deviations()))
                            .append('\n'));
        }
        return text.toString();
    }

    private List<Row> rowsOf(Contender contender) {
        return rows.stream().filter(row -> row.contender().equals(contender)).toList();
    }

    private static String described(List<Deviation> deviations) {
        return deviations.stream()
                .map(one -> one.level() + " " + one.row() + ": " + one.text())
                .collect(Collectors.joining("; "));
    }

    private String counts(Contender contender) {
        return List.of(Level.values()).stream()
                .map(level -> count(contender, level) + " " + level)
                .collect(Collectors.joining(", "));
    }

    /** How many answers deviate from a rule of a level. */
    private long count(Contender contender, Level level) {
        return rowsOf(contender).stream()
                .filter(row -> row.deviations().stream().anyMatch(one -> one.level() == level))
                .count();
    }

    /** For the page of results. */
    String markdown() {
        return "### How many answers deviate\n\n"
                + summary()
                + "\n### Status of each answer\n\n"
                + "Bold where something is wrong with the answer, be it the status, the challenge or the content.\n\n"
                + statuses()
                + "\n### What is wrong\n\n"
                + findings()
                + "\n### The challenges\n\n"
                + challenges();
    }

    private String summary() {
        StringBuilder text = new StringBuilder(
                "| | let in what a MUST forbids | MUST | SHOULD | advice | of requests |\n|---|---:|---:|---:|---:|---:|\n");
        for (Contender contender : contenders) {
            long letIn = rowsOf(contender).stream()
                    .flatMap(row -> row.deviations().stream())
                    .filter(one -> one.level() == Level.MUST && one.text().equals("let in"))
                    .count();
            text.append(String.format(
                    "| %s | %d | %d | %d | %d | %d |%n",
                    contender.name(),
                    letIn,
                    count(contender, Level.MUST),
                    count(contender, Level.SHOULD),
                    count(contender, Level.ADVICE),
                    rowsOf(contender).size()));
        }
        return text.toString();
    }

    private List<Case> questions() {
        return contenders.isEmpty()
                ? List.of()
                : rowsOf(contenders.get(0)).stream().map(Row::asked).toList();
    }

    private Row row(Contender contender, Case asked) {
        return rowsOf(contender).stream()
                .filter(row -> row.asked().title().equals(asked.title()))
                .findFirst()
                .orElseThrow();
    }

    private String statuses() {
        StringBuilder text = new StringBuilder("| request | rule |");
        contenders.forEach(one -> text.append(' ').append(one.name()).append(" |"));
        text.append("\n|---|---|").append("---|".repeat(contenders.size())).append('\n');
        for (Case asked : questions()) {
            text.append("| ")
                    .append(asked.title())
                    .append(" | ")
                    .append(asked.row())
                    .append(" |");
            for (Contender contender : contenders) {
                Row row = row(contender, asked);
                String status = row.answer().status() == 0
                        ? "none"
                        : String.valueOf(row.answer().status());
                text.append(' ')
                        .append(row.deviations().isEmpty() ? status : "**" + status + "**")
                        .append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** What is wrong, with the servers and requests that it is wrong for. */
    private String findings() {
        StringBuilder text = new StringBuilder();
        for (Contender contender : contenders) {
            Map<String, List<String>> titles = new LinkedHashMap<>();
            for (Row row : rowsOf(contender)) {
                for (Deviation one : row.deviations()) {
                    titles.computeIfAbsent(one.level() + " " + one.row() + ", " + one.text(), key -> new ArrayList<>())
                            .add(row.asked().title());
                }
            }
            text.append("* ").append(contender.name()).append(titles.isEmpty() ? ": nothing.\n" : "\n");
            titles.forEach((finding, where) -> text.append("  * ")
                    .append(finding)
                    .append(" (")
                    .append(where.size() > 6 ? where.size() + " requests" : String.join("; ", where))
                    .append(")\n"));
        }
        return text.toString();
    }

    private String challenges() {
        StringBuilder text = new StringBuilder("| | no token | a bad token | not enough scope |\n|---|---|---|---|\n");
        for (Contender contender : contenders) {
            text.append("| ").append(contender.name()).append(" |");
            for (String title : List.of("no token", "expired", "no scope that the endpoint needs")) {
                String line = rowsOf(contender).stream()
                        .filter(row -> row.asked().title().equals(title))
                        .map(row -> row.answer().line("WWW-Authenticate"))
                        .findFirst()
                        .orElse("");
                text.append(line.isEmpty() ? " none |" : " `" + line.replace("|", "\\|") + "` |");
            }
            text.append('\n');
        }
        return text.toString();
    }
}

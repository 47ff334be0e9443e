package org.resourceprotector.benchmarks.compare;

/**
 * One load of one round.
 *
 * @param contender whose
 * @param scenario which load
 * @param round of which round, from 1
 * @param perSecond requests answered in a second
 * @param cpuMicroseconds CPU time of the server for each request
 * @param p99Microseconds the latency that 99 of 100 stay below
 * @param peakMebibytes the most memory that the process had resident until then
 * @param problem what was not as it should be; empty where nothing was
 */
record Measurement(
        String contender,
        Scenario scenario,
        int round,
        double perSecond,
        double cpuMicroseconds,
        long p99Microseconds,
        long peakMebibytes,
        String problem) {

    /** As a line of a table with tabs. */
    String line() {
        return String.join(
                "\t",
                contender,
                scenario.name(),
                String.valueOf(round),
                String.valueOf(perSecond),
                String.valueOf(cpuMicroseconds),
                String.valueOf(p99Microseconds),
                String.valueOf(peakMebibytes),
                problem.isEmpty() ? "-" : problem);
    }

    /** Reads such a line. */
    static Measurement of(String line) {
        String[] words = line.split("\t", -1);
        return new Measurement(
                words[0],
                Scenario.valueOf(words[1]),
                Integer.parseInt(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]),
                words[7].equals("-") ? "" : words[7]);
    }
}

package org.resourceprotector.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.resourceprotector.benchmarks.stand.Stand;

/**
 * A server in a process of its own. It ends with {@link #close}, with this process, whose end closes its standard input,
 * and at the latest after half an hour. Thread-safe.
 */
final class ServerProcess implements AutoCloseable {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(30);
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 20;
    private static final double MICROSECONDS_PER_TICK = 10_000;

    private final Process process;
    private final int port;
    private final long pid;

    /** How a server is to be started. */
    enum Mode {
        /** The runtime as it is without protection. */
        OPEN,
        /** Protected. */
        PROTECTED,
        /** Protected, with signatures checked by a native provider. */
        PROTECTED_NATIVE,
        /** Protected, with {@value #ISSUERS} issuers. */
        PROTECTED_ISSUERS,
        /** Protected, with DPoP. */
        PROTECTED_DPOP,
        /** Protected, with DPoP, and with signatures checked by a native provider. */
        PROTECTED_DPOP_NATIVE;

        /** How many issuers there are, if there are many. */
        static final int ISSUERS = 1_000;

        /** Whether a contender can be started so. */
        boolean isFor(Contender contender) {
            return switch (this) {
                case PROTECTED_ISSUERS -> contender.knowsIssuers();
                case PROTECTED_DPOP, PROTECTED_DPOP_NATIVE -> contender.knowsProofs();
                default -> true;
            };
        }

        boolean isNative() {
            return this == PROTECTED_NATIVE || this == PROTECTED_DPOP_NATIVE;
        }

        boolean isOfProofs() {
            return this == PROTECTED_DPOP || this == PROTECTED_DPOP_NATIVE;
        }
    }

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        this.pid = process.descendants()
                .reduce((first, second) -> second)
                .orElse(process.toHandle())
                .pid();
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @throws IOException if it does not
     */
    static ServerProcess start(Contender contender, Mode mode, Issuer issuer) throws IOException, InterruptedException {
        return start(contender, mode, issuer, ProcessBuilder.Redirect.appendTo(log(contender, mode)));
    }

    /** The same for a server under load, whose log may grow without end. */
    static ServerProcess startQuietly(Contender contender, Mode mode, Issuer issuer)
            throws IOException, InterruptedException {
        return start(contender, mode, issuer, ProcessBuilder.Redirect.DISCARD);
    }

    private static ServerProcess start(Contender contender, Mode mode, Issuer issuer, ProcessBuilder.Redirect log)
            throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command(contender)).redirectError(log);
        builder.environment().putAll(environment(mode, issuer, port));
        Process process = builder.start();
        if (!isReady(process)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException(contender.name() + " does not start, see the logs");
        }
        return new ServerProcess(process, port);
    }

    private static List<String> command(Contender contender) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String limit = String.valueOf(LONGEST_LIFE.toSeconds());
        return List.of(
                "timeout",
                "--kill-after=5",
                limit,
                java,
                "-Xmx512m",
                "-cp",
                contender.classPath(),
                contender.mainClass());
    }

    private static Map<String, String> environment(Mode mode, Issuer issuer, int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PROTECTION", mode == Mode.OPEN ? "none" : "jwt");
        environment.put("NATIVE", String.valueOf(mode.isNative()));
        environment.put("ISSUER", issuer.identifier());
        environment.put("JWKS_URI", issuer.jwksUri().toString());
        environment.put("AUDIENCE", Forge.AUDIENCE);
        environment.put("ISSUERS", String.valueOf(mode == Mode.PROTECTED_ISSUERS ? Mode.ISSUERS : 1));
        environment.put("DPOP", String.valueOf(mode.isOfProofs()));
        environment.put("PORT", String.valueOf(port));
        return environment;
    }

    private static File log(Contender contender, Mode mode) throws IOException {
        Path directory = Path.of("benchmarks", "compare", "target", "logs");
        Files.createDirectories(directory);
        return directory
                .resolve(contender.module().replace('/', '-') + "-" + mode + ".log")
                .toFile();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isReady(Process process) throws InterruptedException {
        BufferedReader output = process.inputReader(UTF_8);
        try {
            return CompletableFuture.supplyAsync(() -> output.lines().anyMatch(Stand.READY::equals))
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** The CPU time that it took so far, user and system, in microseconds. */
    double cpuMicroseconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROSECONDS_PER_TICK;
    }

    /** The most memory that it ever had resident, in MiB. */
    long peakMebibytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            String peak =
                    lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElse("VmHWM: 0 kB");
            return Long.parseLong(peak.replaceAll("\\D", "")) / 1024;
        }
    }

    @Override
    public void close() {
        try {
            process.outputWriter(UTF_8).close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}

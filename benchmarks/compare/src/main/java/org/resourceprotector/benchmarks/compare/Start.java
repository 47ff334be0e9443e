package org.resourceprotector.benchmarks.compare;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.resourceprotector.benchmarks.compare.ServerProcess.Mode;

/**
 * Measures the CPU time of a server from its start to its first answer to a good token, by that of the same server without
 * protection. Both are started in turn, so that whatever else the machine does befalls both.
 */
final class Start {

    private static final int STARTS = 15;
    private static final double MICROSECONDS = 1e6;

    private Start() {}

    /**
     * Measures.
     *
     * @param arguments words that select contenders by name
     * @throws IOException if a server does not start
     * @throws JOSEException if no token can be made
     * @throws InterruptedException if it is ended
     */
    public static void main(String[] arguments) throws IOException, JOSEException, InterruptedException {
        try (Issuer issuer = new Issuer()) {
            String token = new Forge(issuer).token(JWSAlgorithm.RS256);
            for (Contender contender : Contender.named(List.of(arguments))) {
                Map<Mode, List<Double>> seconds =
                        new EnumMap<>(Map.of(Mode.OPEN, new ArrayList<>(), Mode.PROTECTED, new ArrayList<>()));
                for (int i = 0; i < STARTS; i++) {
                    for (Map.Entry<Mode, List<Double>> kind : seconds.entrySet()) {
                        kind.getValue().add(seconds(contender, kind.getKey(), issuer, token));
                    }
                }
                double open = median(seconds, Mode.OPEN);
                double guarded = median(seconds, Mode.PROTECTED);
                System.out.printf(
                        Locale.ROOT,
                        "%-26s %.2f s without protection, %.2f s with it: +%.0f %%%n",
                        contender.name(),
                        open,
                        guarded,
                        100 * (guarded / open - 1));
            }
        }
    }

    private static double median(Map<Mode, List<Double>> seconds, Mode mode) {
        return SpeedTable.median(seconds.getOrDefault(mode, List.of())).orElseThrow();
    }

    private static double seconds(Contender contender, Mode mode, Issuer issuer, String token)
            throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.startQuietly(contender, mode, issuer)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/user"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            int status = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IOException(contender.name() + " answered with " + status);
            }
            return server.cpuMicroseconds() / MICROSECONDS;
        }
    }
}

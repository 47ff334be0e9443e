package org.resourceprotector.interop.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.resourceprotector.processes.control.Child;

/**
 * The npm package oidc-provider with pages to log in and to agree, in a process of its own. Its tokens are for the resource
 * that the client names.
 */
final class UserServer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final int port = Workplace.freePort();
    private final Child process;

    UserServer(List<String> resources) {
        Path home = Workplace.target("oidc-provider");
        List<String> command = Stream.concat(
                        Stream.of("node", home.resolve("users.mjs").toString(), String.valueOf(port)),
                        resources.stream())
                .toList();
        process = Child.start(Workplace.log("oidc-provider-users"), home, Map.of(), command);
        Await.until("oidc-provider is ready", LONGEST_START, () -> {
            process.mustLive();
            return Http.answers(issuer() + "/.well-known/oauth-authorization-server");
        });
    }

    String issuer() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.stop();
    }
}

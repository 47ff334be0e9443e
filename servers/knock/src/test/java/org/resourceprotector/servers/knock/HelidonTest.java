package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.testkit.TestToken;

/** An application of Helidon MP, which needs a newer Java. */
class HelidonTest extends ProcessContract {

    private static final String OTHER = "org.resourceprotector.servers.war.cdi.";

    HelidonTest() {
        super("Helidon MP 4.4", "helidon");
    }

    @Override
    List<String> command(int port, List<String> options) {
        return command(port, options, Workplace.classPath("helidon"));
    }

    private static List<String> command(int port, List<String> options, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Workplace.javaHome25().resolve("bin/java").toString());
        command.addAll(options);
        command.addAll(List.of("-Dserver.host=127.0.0.1", "-Dserver.port=" + port));
        command.addAll(List.of("-cp", classPath, "io.helidon.microprofile.cdi.Main"));
        return command;
    }

    /** Its applications share the injection, so that what is injected is the first one. */
    @Test
    void protectedApplicationBesideAnOpenOne_doesNotStart() {
        String name = "helidon-several";
        int port = Workplace.freePort();
        List<String> command = command(port, List.of("-Xmx256m", "-Dservers.several=true"));
        try (ServerProcess several = ServerProcess.at(port, name, new Workplace(name).folder(), Map.of(), command)) {
            several.endsSaying(REFUSAL);
        }
    }

    /** Two beans of another application, as a folder of the class path: one gets the token injected, one observes. */
    private static String beans() {
        Workplace folder = new Workplace("helidon-beans");
        folder.write("META-INF/beans.xml", """
                <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="all"/>
                """);
        for (String bean : List.of("Mine", "Heard")) {
            String file = OTHER.replace('.', '/') + bean + ".class";
            Workplace.put(Path.of("..", "war-cdi", "target", "classes").resolve(file), folder.resolve(file));
        }
        return folder.folder().toString();
    }

    /** The application registers nothing itself, and has {@code resource-protector-cdi} beside it. */
    @Test
    void propertiesAlone_protectInjectAndFire() {
        String name = "helidon-properties";
        int port = Workplace.freePort();
        try (TestIssuer issuer = TestIssuer.start();
                ServerProcess configured = ServerProcess.at(
                        port,
                        name,
                        new Workplace(name).folder(),
                        Map.of(),
                        command(
                                port,
                                List.of(
                                        "-Xmx256m",
                                        "-Dservers.protector=none",
                                        "-Dservers.more=" + OTHER + "Mine",
                                        "-Dresource-protector.issuer=" + issuer.issuer(),
                                        "-Dresource-protector.audience=" + issuer.audience(),
                                        "-Dresource-protector.insecure-loopback-http=true"),
                                Stream.of(
                                                Workplace.classPath("helidon"),
                                                beans(),
                                                Workplace.library("war-cdi", "resource-protector-cdi"),
                                                Workplace.library("war-cdi", "resource-protector-properties"))
                                        .collect(Collectors.joining(File.pathSeparator))))) {
            configured.answers("/declared", "ran");

            TestToken token = issuer.token().subject("ada");
            assertThat(challenge(configured.call("GET", "/class")), is("Bearer realm=\"api\", scope=\"profile\""));
            assertThat(get(configured, token.scope("other")).statusCode(), is(403));
            assertThat(get(configured, token.scope("profile")).body(), is("ran"));
            String authorization = token.scope("profile").authorization();
            assertThat(
                    configured
                            .call("GET", "/mine", "Authorization", authorization)
                            .body(),
                    is("ran for ada"));
            configured.says("CallAccepted[GET /mine] ada");
            configured.says("CallRefused[GET /class: INSUFFICIENT_SCOPE]");
        }
    }

    private static HttpResponse<String> get(ServerProcess server, TestToken token) {
        return server.call("GET", "/class", "Authorization", token.authorization());
    }
}

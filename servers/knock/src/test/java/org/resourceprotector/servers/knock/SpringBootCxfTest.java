package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application of Spring Boot with CXF, which loads no services and asks for the protector all the same. */
class SpringBootCxfTest extends ProcessContract {

    SpringBootCxfTest() {
        super("Spring Boot 3.5 with CXF 4.1", "spring-boot-cxf");
    }

    @Override
    List<String> command(int port, List<String> options) {
        return command(port, options, "Api");
    }

    private static List<String> command(int port, List<String> options, String main) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java("spring-boot-cxf")));
        command.addAll(options);
        command.addAll(List.of("-Dserver.port=" + port, "-Dserver.address=127.0.0.1", "-Dcxf.path=/"));
        command.addAll(
                List.of("-cp", Workplace.classPath("spring-boot-cxf"), "org.resourceprotector.servers.cxf." + main));
        return command;
    }

    /** It takes resources and providers, and a protector is neither. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resourcesThatAScanFinds_areRefused(boolean hasProtector) {
        String name = "spring-boot-cxf-scanned-" + hasProtector;
        List<String> options =
                List.of("-Xmx256m", "-Dcxf.jaxrs.component-scan=true", "-Dscanned.protector=" + hasProtector);
        int port = Workplace.freePort();
        try (ServerProcess scanned = ServerProcess.at(
                port, name, new Workplace(name).folder(), Map.of(), command(port, options, "Scanned"))) {
            scanned.endsSaying(REFUSAL);

            assertThat(scanned.log(), containsString("OfClass#"));
        }
    }
}

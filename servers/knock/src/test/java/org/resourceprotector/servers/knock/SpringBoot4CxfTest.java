package org.resourceprotector.servers.knock;

import java.util.ArrayList;
import java.util.List;

/** An application of Spring Boot 4, for which there is no starter of CXF: its servlet and its bus are beans. */
class SpringBoot4CxfTest extends ProcessContract {

    SpringBoot4CxfTest() {
        super("Spring Boot 4.1 with CXF 4.2", "spring-boot-4-cxf");
    }

    @Override
    List<String> command(int port, List<String> options) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java("spring-boot-4-cxf")));
        command.addAll(options);
        command.addAll(List.of("-Dserver.port=" + port, "-Dserver.address=127.0.0.1"));
        command.addAll(
                List.of("-cp", Workplace.classPath("spring-boot-4-cxf"), "org.resourceprotector.servers.cxf.Api"));
        return command;
    }
}

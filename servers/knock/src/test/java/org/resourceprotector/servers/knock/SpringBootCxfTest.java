package org.resourceprotector.servers.knock;

import java.util.ArrayList;
import java.util.List;

/** An application of Spring Boot with CXF, which loads no services and asks for the protector all the same. */
class SpringBootCxfTest extends ProcessContract {

    SpringBootCxfTest() {
        super("Spring Boot 3.5 with CXF 4.1", "spring-boot-cxf");
    }

    @Override
    List<String> command(int port, List<String> options) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java("spring-boot-cxf")));
        command.addAll(options);
        command.addAll(List.of("-Dserver.port=" + port, "-Dserver.address=127.0.0.1", "-Dcxf.path=/"));
        command.addAll(List.of("-cp", Workplace.classPath("spring-boot-cxf"), "org.resourceprotector.servers.cxf.Api"));
        return command;
    }
}

package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A WAR on Open Liberty, where the servlet starts at the first call. */
class OpenLibertyTest extends WarContract {

    OpenLibertyTest() {
        super("Open Liberty", new OpenLiberty("liberty", "restfulWS-3.1"), 500);
    }

    /** As the documents say it: nobody needs to call it first. */
    @Test
    void loadOnStartup_showsTheRefusalAtTheStart() {
        String webXml = """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <servlet>
                    <servlet-name>org.resourceprotector.servers.war.Api</servlet-name>
                    <load-on-startup>1</load-on-startup>
                  </servlet>
                  <!-- without it Liberty fails to say what it serves -->
                  <servlet-mapping>
                    <servlet-name>org.resourceprotector.servers.war.Api</servlet-name>
                    <url-pattern>/*</url-pattern>
                  </servlet-mapping>
                </web-app>
                """;
        String name = "forgotten-at-once";
        installed.deploy(
                name,
                War.of(installed.libraries(), settings("none"))
                        .only(file -> true, webXml)
                        .make(Path.of("target", "wars", name + ".war")));

        process.await(
                DEPLOYMENT,
                () -> Pattern.compile(name + ".{0,200}" + REFUSAL, Pattern.DOTALL)
                        .matcher(process.log())
                        .find());
        assertThat(process.under("/" + name).call("GET", "/declared").statusCode(), is(500));
    }
}

package org.resourceprotector.interop.proxies;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.resourceprotector.mtls.ClientCertificateFormat;

@EnabledIfSystemProperty(named = "apache2", matches = ".+")
class HttpdTest extends ProxyContract {

    private static final String MODULES = Stream.of("mpm_event", "authz_core", "ssl", "headers", "proxy", "proxy_http")
            .map(name -> "LoadModule " + name + "_module /usr/lib/apache2/modules/mod_" + name + ".so\n")
            .collect(Collectors.joining());

    @Override
    String name() {
        return "httpd";
    }

    @Override
    String language() {
        return "apache";
    }

    @Override
    ClientCertificateFormat format() {
        return ClientCertificateFormat.URL_ENCODED_PEM;
    }

    @Override
    String configuration(String recipe, int port, int behind, Path folder) {
        return "ServerRoot " + folder + "\nDefaultRuntimeDir " + folder + "\nPidFile " + folder + "/pid\nErrorLog "
                + folder + "/error-log\nServerName localhost\nUser www-data\nGroup www-data\n" + MODULES
                + "Listen 127.0.0.1:" + port + "\n"
                + recipe.replace("*:443", "127.0.0.1:" + port)
                        .replace("127.0.0.1:8080", "127.0.0.1:" + behind)
                        .replace("/etc/apache2/", folder + "/")
                + "\n";
    }

    @Override
    List<String> command(Path configuration, Path folder) {
        return List.of(System.getProperty("apache2"), "-f", configuration.toString(), "-DFOREGROUND");
    }
}

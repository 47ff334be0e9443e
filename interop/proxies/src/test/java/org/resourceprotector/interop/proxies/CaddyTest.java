package org.resourceprotector.interop.proxies;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.resourceprotector.mtls.ClientCertificateFormat;

@EnabledIfSystemProperty(named = "caddy", matches = ".+")
class CaddyTest extends ProxyContract {

    @Override
    String name() {
        return "Caddy";
    }

    @Override
    String language() {
        return "caddyfile";
    }

    @Override
    ClientCertificateFormat format() {
        return ClientCertificateFormat.RFC9440;
    }

    @Override
    String configuration(String recipe, int port, int behind, Path folder) {
        return "{\n\tadmin off\n\tauto_https disable_redirects\n}\n"
                + recipe.replace("api.example.com {", "api.example.com:" + port + " {\n\tbind 127.0.0.1")
                        .replace("127.0.0.1:8080", "127.0.0.1:" + behind)
                        .replace("/etc/caddy/", folder + "/")
                + "\n";
    }

    @Override
    List<String> command(Path configuration, Path folder) {
        return List.of(
                System.getProperty("caddy"), "run", "--config", configuration.toString(), "--adapter", "caddyfile");
    }
}

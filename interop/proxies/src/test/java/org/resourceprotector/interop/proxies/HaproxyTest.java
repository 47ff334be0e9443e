package org.resourceprotector.interop.proxies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.resourceprotector.mtls.ClientCertificateFormat;

@EnabledIfSystemProperty(named = "haproxy", matches = ".+")
class HaproxyTest extends ProxyContract {

    @Override
    String name() {
        return "HAProxy";
    }

    @Override
    String language() {
        return "haproxy";
    }

    @Override
    ClientCertificateFormat format() {
        return ClientCertificateFormat.RFC9440;
    }

    @Override
    String configuration(String recipe, int port, int behind, Path folder) {
        try {
            Path certificate = folder.resolve("api.pem");
            Files.writeString(certificate, Files.readString(certificate) + Files.readString(folder.resolve("api.key")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // as in the configuration that Debian's package has
        return "defaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\n\n"
                + recipe.replace("bind :443", "bind 127.0.0.1:" + port)
                        .replace("127.0.0.1:8080", "127.0.0.1:" + behind)
                        .replace("/etc/haproxy/", folder + "/")
                + "\n";
    }

    @Override
    List<String> command(Path configuration, Path folder) {
        return List.of(System.getProperty("haproxy"), "-db", "-f", configuration.toString());
    }
}

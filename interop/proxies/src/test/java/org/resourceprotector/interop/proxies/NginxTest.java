package org.resourceprotector.interop.proxies;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.resourceprotector.mtls.ClientCertificateFormat;

@EnabledIfSystemProperty(named = "nginx", matches = ".+")
class NginxTest extends ProxyContract {

    @Override
    String name() {
        return "nginx";
    }

    @Override
    String language() {
        return "nginx";
    }

    @Override
    ClientCertificateFormat format() {
        return ClientCertificateFormat.URL_ENCODED_PEM;
    }

    @Override
    String configuration(String recipe, int port, int behind, Path folder) {
        String server = recipe.replace("listen 443", "listen 127.0.0.1:" + port)
                .replace("127.0.0.1:8080", "127.0.0.1:" + behind)
                .replace("/etc/nginx/", folder + "/");
        // as in the configuration that Debian's package has: nginx 1.22 alone does without TLS 1.3
        return "daemon off; master_process off; pid " + folder + "/pid; error_log stderr;\nevents {}\nhttp {\n"
                + "access_log off; ssl_protocols TLSv1.2 TLSv1.3; client_body_temp_path " + folder
                + "/a; proxy_temp_path " + folder
                + "/b; fastcgi_temp_path " + folder + "/c; uwsgi_temp_path " + folder + "/d; scgi_temp_path " + folder
                + "/e;\n" + server + "}\n";
    }

    @Override
    List<String> command(Path configuration, Path folder) {
        return List.of(System.getProperty("nginx"), "-c", configuration.toString(), "-p", folder.toString());
    }
}

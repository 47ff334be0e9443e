#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: languages with a script or a region of digits (zh-Hant-TW, sr-Latn, es-419). selectVariant of Jersey
#            and RESTEasy finds no variant for the very tag that a variant has, RESTEasy for es-419 as well. For a
#            response in zh-Hant-TW CXF sends a Content-Language that is no language tag; Jersey leaves the script
#            out.
# Guess:     "Locale.forLanguageTag and toLanguageTag are in the JDK since version 7, so a tag comes back as it
#            went in, and equals itself."
# Seen:      "Jersey: zh-Hant-TW: none", "RESTEasy: es-419: none", "CXF: Content-Language: zh-TW-#Hant".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
get() { # folder, then dependencies
  mkdir "$1"; { echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo "<version>1</version><dependencies>$2</dependencies></project>"; } >"$1/pom.xml"
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory=lib
}
get Jersey "$(dep org.glassfish.jersey.containers jersey-container-grizzly2-http 4.0.2
  dep org.glassfish.jersey.inject jersey-hk2 4.0.2)"
get RESTEasy "$(dep org.jboss.resteasy resteasy-undertow 7.0.1.Final)"
get CXF "$(dep org.apache.cxf cxf-rt-frontend-jaxrs 4.2.3
  dep org.apache.cxf cxf-rt-transports-http-jetty 4.2.3)"

cat >Probe.java <<'J'
import jakarta.ws.rs.*;
import jakarta.ws.rs.core.*;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.*;
import java.util.concurrent.TimeUnit;

public class Probe {
    static final List<String> TAGS = List.of("de", "pt-BR", "zh-Hant-TW", "sr-Latn", "es-419");

    @Path("text") public static class Text {
        @GET public Response get(@Context Request request) {
            var languages = TAGS.stream().map(Locale::forLanguageTag).toArray(Locale[]::new);
            var variant = request.selectVariant(Variant.languages(languages).add().build());
            return variant == null ? Response.ok("none").build() : Response.ok(variant.getLanguage().toLanguageTag()).build();
        }
        @GET @Path("written") public Response written() {
            return Response.ok("text").language(Locale.forLanguageTag("zh-Hant-TW")).build();
        }
    }

    static HttpResponse<String> get(URI uri, String language) throws Exception {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(
            HttpRequest.newBuilder(uri).header("Accept-Language", language).build(), HttpResponse.BodyHandlers.ofString());
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        Application application = new Application() {
            @Override public Set<Class<?>> getClasses() { return Set.of(Text.class); }
        };
        var server = SeBootstrap.start(application, SeBootstrap.Configuration.builder().host("127.0.0.1")
            .port(SeBootstrap.Configuration.FREE_PORT).build()).toCompletableFuture().get(60, TimeUnit.SECONDS);
        var base = URI.create("http://127.0.0.1:" + server.configuration().port() + "/text/");
        for (String tag : TAGS) System.out.println(tag + ": " + get(base.resolve("../text"), tag).body());
        System.out.println("Content-Language: "
            + get(base.resolve("written"), "de").headers().firstValue("Content-Language").orElse("none"));
        System.exit(0);
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: de: de
Jersey: pt-BR: pt-BR
Jersey: zh-Hant-TW: none
Jersey: sr-Latn: none
Jersey: es-419: es-419
Jersey: Content-Language: zh-TW
RESTEasy: de: de
RESTEasy: pt-BR: pt-BR
RESTEasy: zh-Hant-TW: none
RESTEasy: sr-Latn: none
RESTEasy: es-419: none
RESTEasy: Content-Language: zh-Hant-TW
CXF: de: de
CXF: pt-BR: pt-BR
CXF: zh-Hant-TW: zh-Hant-TW
CXF: sr-Latn: sr-Latn
CXF: es-419: es-419
CXF: Content-Language: zh-TW-#Hant
S

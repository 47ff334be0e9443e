#!/usr/bin/env bash
# Packages:  io.openliberty:openliberty-runtime 26.0.0.3 (restfulWS-3.1); jersey-container-servlet 3.1.11 in
#            tomcat-embed-core 10.1.48
# Behaviour: an Application with @ApplicationPath, and a web.xml that names its servlet to say one thing more of it,
#            as async-supported or load-on-startup, without class and mapping: a preliminary registration, which
#            ServletContext.addServlet completes. In Open Liberty the application starts, and each of its paths is
#            404, without a word; with load-on-startup the servlet's init ends in a NullPointerException, and the
#            application starts all the same. With Jersey the path of the annotation is served.
# Guess:     "The annotation is the mapping, as long as web.xml has none."
# Seen:      "Liberty: plain 200, named 404, startup 404", "servletMapping is null"; "Jersey: 200, 200, 200".
set -euo pipefail
dir=$(mktemp -d); liberty=; cd "$dir"
trap '[ -z "$liberty" ] || { kill "$liberty"; wait "$liberty" || true; } 2>&-; rm -rf "$dir"' EXIT
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.glassfish.jersey.containers jersey-container-servlet 3.1.11
  dep org.glassfish.jersey.inject jersey-hk2 3.1.11; dep org.apache.tomcat.embed tomcat-embed-core 10.1.48
  echo '</dependencies></project>'; } >pom.xml
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
mvn -q -B $plugin:copy-dependencies -DoutputDirectory=lib
mvn -q -B $plugin:copy -Dartifact=io.openliberty:openliberty-runtime:26.0.0.3:zip -DoutputDirectory=.
jar xf openliberty-runtime-26.0.0.3.zip

mkdir -p src/app
cat >src/app/App.java <<'J'
package app;

import jakarta.ws.rs.*;
import jakarta.ws.rs.core.Application;
import java.util.Set;

@ApplicationPath("api")
public class App extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Hello.class);
    }

    @Path("hello")
    public static class Hello {
        @GET
        public String get() {
            return "hello";
        }
    }
}
J
javac -cp 'lib/*' -d classes src/app/App.java
servlet() { echo "<servlet><servlet-name>app.App</servlet-name>$1</servlet>"; }
declare -A described=([plain]='' [named]=$(servlet '<async-supported>true</async-supported>')
  [startup]=$(servlet '<load-on-startup>1</load-on-startup>'))
for war in plain named startup; do
  mkdir -p $war/WEB-INF
  cp -r classes $war/WEB-INF/classes
  echo "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>${described[$war]}</web-app>" >$war/WEB-INF/web.xml
done

cat >Jersey.java <<'J'
import java.io.File;
import java.net.*;
import org.apache.catalina.startup.Tomcat;

public class Jersey {
    public static void main(String[] args) throws Exception {
        var tomcat = new Tomcat();
        tomcat.setBaseDir("tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        for (String war : args)
            tomcat.addWebapp("/" + war, new File(war).getAbsolutePath()).setParentClassLoader(Jersey.class.getClassLoader());
        tomcat.start();
        for (String war : args) {
            var uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/" + war + "/api/hello");
            System.out.println("Jersey: " + war + " " + ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode());
        }
        System.exit(0);
    }
}
J
timeout 200 java -cp 'lib/*' Jersey.java plain named startup 2>err >seen || { cat err; exit 1; }

port=$((20000 + RANDOM % 10000))
server=usr/servers/defaultServer
mkdir -p $server/dropins
echo "<server><featureManager><feature>restfulWS-3.1</feature></featureManager><executor coreThreads='32'/>
<httpEndpoint id='defaultHttpEndpoint' host='127.0.0.1' httpPort='$port' httpsPort='-1'/></server>" >$server/server.xml
for war in plain named startup; do (cd $war && jar cf ../$server/dropins/$war.war .); done
WLP_USER_DIR=$dir/usr sh wlp/bin/server run defaultServer >log 2>&1 &
liberty=$!
for _ in $(seq 600); do
  [ "$(grep -c 'CWWKZ0001I' log)" = 3 ] && grep -q CWWKF0011I log && break
  sleep 1
done
for war in plain named startup; do
  echo "Liberty: $war $(curl -s -m 60 -o answer -w '%{http_code}' "http://127.0.0.1:$port/$war/api/hello")" >>seen
done
grep -o 'NullPointerException: Cannot invoke "String.length()" because "servletMapping" is null' log | sort -u >>seen
cat seen
diff seen - <<'E'
Jersey: plain 200
Jersey: named 200
Jersey: startup 200
Liberty: plain 200
Liberty: named 404
Liberty: startup 404
NullPointerException: Cannot invoke "String.length()" because "servletMapping" is null
E

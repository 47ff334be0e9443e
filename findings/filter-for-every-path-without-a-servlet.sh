#!/usr/bin/env bash
# Packages:  Tomcat 10.1.48 (tomcat-embed-core), Jetty 12.0.25 (jetty-ee10-servlet); JDK 17 or 25
# Behaviour: a filter for /* that answers by itself, in a web application whose only servlet is at /api/*. Embedded
#            Tomcat does not call it for other paths; it does if any servlet is mapped to /, also one that only
#            answers 404. Jetty calls it in either case.
# Guess:     "a filter for /* sees every request to its application, whether a servlet is there or not".
# Seen:      "Tomcat: /note: 404", "Tomcat, a servlet at /: /note: 200", "Jetty: /note: 200".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
get() { # folder, then dependencies
  mkdir "$1"; { echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo "<version>1</version><dependencies>$2</dependencies></project>"; } >"$1/pom.xml"
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory=lib
}
get Tomcat "$(dep org.apache.tomcat.embed tomcat-embed-core 10.1.48)"
get Jetty "$(dep org.eclipse.jetty.ee10 jetty-ee10-servlet 12.0.25)"

cat >Notes.java <<'J'
import jakarta.servlet.*;
import jakarta.servlet.http.*;
import java.io.IOException;
import java.net.URI;
import java.net.http.*;

public class Notes {
    public static class Answering implements Filter {
        @Override public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (((HttpServletRequest) request).getRequestURI().equals("/note")) response.getWriter().print("note");
            else chain.doFilter(request, response);
        }
    }

    public static class Api extends HttpServlet {
        @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("api");
        }
    }

    public static class Nothing extends HttpServlet {
        @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(404);
        }
    }

    static void show(int port, String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + port + path);
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(path + ": " + answer.statusCode());
    }
}
J
cat >Tomcat.java <<'J'
import org.apache.catalina.startup.Tomcat.*;
import org.apache.tomcat.util.descriptor.web.*;

public class Tomcat {
    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        var server = new org.apache.catalina.startup.Tomcat();
        server.setBaseDir("work");
        server.setPort(0);
        server.getConnector().setProperty("address", "127.0.0.1");
        var context = server.addContext("", null);
        org.apache.catalina.startup.Tomcat.addServlet(context, "api", new Notes.Api());
        context.addServletMappingDecoded("/api/*", "api");
        if (args.length > 0) {
            org.apache.catalina.startup.Tomcat.addServlet(context, "nothing", new Notes.Nothing());
            context.addServletMappingDecoded("/", "nothing");
        }
        var filter = new FilterDef();
        filter.setFilterName("answering");
        filter.setFilter(new Notes.Answering());
        context.addFilterDef(filter);
        var map = new FilterMap();
        map.setFilterName("answering");
        map.addURLPattern("/*");
        context.addFilterMap(map);
        server.start();
        for (String path : new String[] {"/api/x", "/note"}) Notes.show(server.getConnector().getLocalPort(), path);
        System.exit(0);
    }
}
J
sed -i '/^import org.apache.catalina/d' Tomcat.java
cat >Jetty.java <<'J'
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.*;
import org.eclipse.jetty.server.*;

public class Jetty {
    public static void main(String[] args) throws Exception {
        var server = new Server(new java.net.InetSocketAddress("127.0.0.1", 0));
        var context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServlet(Notes.Api.class, "/api/*");
        context.addFilter(Notes.Answering.class, "/*", EnumSet.of(DispatcherType.REQUEST));
        server.setHandler(context);
        server.start();
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        for (String path : new String[] {"/api/x", "/note"}) Notes.show(port, path);
        System.exit(0);
    }
}
J
mkdir tomcat jetty
javac -proc:none -d tomcat -cp "Tomcat/lib/*" Notes.java Tomcat.java
javac -proc:none -d jetty -cp "Jetty/lib/*" Notes.java Jetty.java
{ timeout 60 java -cp "tomcat:Tomcat/lib/*" Tomcat 2>err | sed 's/^/Tomcat: /'
  timeout 60 java -cp "tomcat:Tomcat/lib/*" Tomcat root 2>>err | sed 's,^,Tomcat\, a servlet at /: ,'
  timeout 60 java -cp "jetty:Jetty/lib/*" Jetty 2>>err | sed 's/^/Jetty: /'; } | tee seen
diff seen - <<'S' || { cat err; exit 1; }
Tomcat: /api/x: 200
Tomcat: /note: 404
Tomcat, a servlet at /: /api/x: 200
Tomcat, a servlet at /: /note: 200
Jetty: /api/x: 200
Jetty: /note: 200
S

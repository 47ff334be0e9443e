#!/usr/bin/env bash
# Packages:  org.jboss.weld.se:weld-se-core 5.1.7.Final; org.apache.openwebbeans:openwebbeans-se 4.0.3
# Behaviour: an application-scoped bean has the caller of the request injected, a Principal with an
#            equals() and hashCode() of its own, and keeps a cart for each in a map. With Weld the
#            second caller gets the cart of the first: what is injected answers these two methods
#            itself, and is equal for all requests, and not equal to the caller that it stands for,
#            who is equal to it. With OpenWebBeans the caller of the request is asked.
# Guess:     both containers ask the caller of the request, as they do for getName().
# Seen:      "weld: bob gets the cart of alice", "openwebbeans: bob gets the cart of bob".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
pom() {
  mkdir -p "$1" && cat >"$1/pom.xml" <<P
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies>$2</dependencies></project>
P
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
}
dependency() { echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId><version>$3</version></dependency>"; }
pom weld "$(dependency org.jboss.weld.se weld-se-core 5.1.7.Final)"
pom openwebbeans "$(dependency org.apache.openwebbeans openwebbeans-se 4.0.3)$(dependency jakarta.enterprise jakarta.enterprise.cdi-api 4.0.1)$(dependency jakarta.interceptor jakarta.interceptor-api 2.1.0)$(dependency jakarta.annotation jakarta.annotation-api 2.1.1)$(dependency jakarta.inject jakarta.inject-api 2.0.1)"
cat >Probe.java <<'J'
import jakarta.enterprise.context.*;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.util.*;

public class Probe {
    static String now;

    public static class Caller implements java.security.Principal {
        private String name;
        public Caller() {}
        Caller(String name) { this.name = name; }
        @Override public String getName() { return name; }
        @Override public boolean equals(Object other) { return other instanceof Caller c && getName().equals(c.getName()); }
        @Override public int hashCode() { return getName().hashCode(); }
    }

    public static class Callers { @Produces @RequestScoped Caller caller() { return new Caller(now); } }

    @ApplicationScoped public static class Shop {
        @Inject Caller caller;
        private final Map<Caller, String> carts = new HashMap<>();

        public String put() {
            String cart = carts.computeIfAbsent(caller, c -> "the cart of " + c.getName());
            return caller.getName() + " gets " + cart + ", equal to a Caller of this name: " + caller.equals(new Caller(now))
                + ", and it to this: " + new Caller(now).equals(caller);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        java.util.logging.LogManager.getLogManager().reset();
        try (var container = SeContainerInitializer.newInstance().disableDiscovery()
                .addBeanClasses(Callers.class, Shop.class).initialize()) {
            for (String name : List.of("alice", "bob")) {
                now = name;
                Thread ofRequest = new Thread(() -> {
                    var request = container.select(RequestContextController.class).get();
                    request.activate();
                    System.out.println(container.select(Shop.class).get().put());
                    request.deactivate();
                });
                ofRequest.start();
                ofRequest.join();
            }
        }
    }
}
J
for container in weld openwebbeans; do
  javac -d "$container/out" -cp "$container/lib/*" Probe.java
  timeout 60 java -cp "$container/out:$container/lib/*" Probe 2>err | sed "s/^/$container: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
weld: alice gets the cart of alice, equal to a Caller of this name: false, and it to this: true
weld: bob gets the cart of alice, equal to a Caller of this name: false, and it to this: true
openwebbeans: alice gets the cart of alice, equal to a Caller of this name: true, and it to this: true
openwebbeans: bob gets the cart of bob, equal to a Caller of this name: true, and it to this: true
S

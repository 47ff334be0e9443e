#!/usr/bin/env bash
# Packages:  org.eclipse.jetty:jetty-home 12.1.5
# Behaviour: start.jar takes properties on its command line, in any order with modules. Behind a module of an environment
#            (--module=ee10-deploy) they are that environment's own, and the server does not see them: jetty.http.host and
#            jetty.http.port, written there, are ignored without a word, and the server listens on all addresses at 8080.
# Guess:     "java -jar start.jar --module=http,ee10-deploy jetty.http.host=127.0.0.1 listens on loopback, wherever the
#            property stands; a property nobody reads is at least warned of."
# Seen:      before the modules: the property is among the server's; behind --module=http: too; behind
#            --module=ee10-deploy: under "Properties: ee10", and not among the server's.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
  -Dartifact=org.eclipse.jetty:jetty-home:12.1.5:zip -DoutputDirectory=.
mkdir base
list() {
  (cd base && java -jar ../jetty-home-12.1.5/start.jar "$@" --list-config 2>&1) >out || { cat out; exit 1; }
  # the headings of the lists, and the property below its own
  awk '/^Properties/ { heading = $0 } /jetty.http.host = 127.0.0.1/ { print heading }' out | sed 's/:$//' | paste -sd'|'
}
{
  echo "first: $(list jetty.http.host=127.0.0.1 --module=http --module=ee10-deploy)"
  echo "behind http: $(list --module=http jetty.http.host=127.0.0.1 --module=ee10-deploy)"
  echo "behind ee10-deploy: $(list --module=http --module=ee10-deploy jetty.http.host=127.0.0.1)"
} | tee seen
diff seen - <<'S'
first: Properties: Jetty
behind http: Properties: Jetty
behind ee10-deploy: Properties: ee10
S

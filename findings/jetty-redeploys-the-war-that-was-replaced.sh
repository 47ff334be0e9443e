#!/usr/bin/env bash
# Packages:  Eclipse Jetty 12.1.5 (jetty-home, modules http and ee10-deploy, jetty.deploy.scanInterval=1); JDK 17
# Behaviour: A WAR in webapps is replaced by another one of the same name. The scanner sees it and the log says
#            "Redeploy": a new WebAppContext is started and the old one stopped, in this order, and what the new one
#            unpacks and serves is the old archive. It stays so. If the WAR is taken away first, and the new one put
#            there when the old context has stopped, the new archive is served.
# Guess:     "After the line 'Redeploy' the new page is served", as what fixes a hole is expected to be.
# Seen:      "one", then after "Redeploy" still "one"; after taking it away "two".
set -euo pipefail
dir=$(mktemp -d)
trap '[ -z "${pid:-}" ] || kill "$pid" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory=. \
  -Dartifact=org.eclipse.jetty:jetty-home:12.1.5:zip >/dev/null
jar xf jetty-home-12.1.5.zip
start=$dir/jetty-home-12.1.5/start.jar
for page in one two; do
  mkdir "$page" && echo "$page" >"$page/page.txt" && jar cf "$page.war" -C "$page" page.txt
done
mkdir base && cd base
java -jar "$start" --add-modules=http,ee10-deploy >/dev/null 2>&1
cp ../one.war webapps/app.war
java -jar "$start" jetty.http.host=127.0.0.1 jetty.http.port=0 jetty.deploy.scanInterval=1 >log 2>&1 &
pid=$!

until_there() { # text, how often
  for _ in $(seq 60); do
    [ "$(grep -c "$1" log)" -lt "$2" ] || return 0
    sleep 1
  done
  cat log >&2
  return 1
}
page() { curl -s "http://127.0.0.1:$port/app/page.txt"; }
stopped='Stopped oeje10w.WebAppContext' started='ContextHandler:.*Started oeje10w.WebAppContext'

until_there 'Started oejs.ServerConnector' 1
port=$(sed -nE 's/.*Started oejs.ServerConnector.*127\.0\.0\.1:([0-9]+).*/\1/p' log)
seen=$(page)
sleep 3
cp ../two.war ../next.war && mv ../next.war webapps/app.war
until_there Redeploy 1
until_there "$stopped" 1
sleep 5
seen+=" $(page)"

rm webapps/app.war
until_there "$stopped" 2
sleep 2
before=$(grep -c "$started" log)
cp ../two.war webapps/app.war
until_there "$started" $((before + 1))
sleep 2
seen+=" $(page)"

echo "$seen"
[ "$seen" = "one one two" ]

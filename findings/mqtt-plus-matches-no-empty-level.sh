#!/usr/bin/env bash
# Packages:  org.eclipse.paho:org.eclipse.paho.client.mqttv3 1.2.5, org.eclipse.paho.mqttv5.client 1.2.5,
#            com.hivemq:hivemq-mqtt-client 1.3.5, npm mqtt-pattern 2.1.1, mqtt-match 3.0.0, mqtt-wildcard 3.0.9,
#            qlobber 8.0.1
# Behaviour: "+" stands for one level, which may be empty: MQTT 4.7.1.3 says that "+/+" matches "/finance". For both
#            clients of Paho, mqtt-pattern and qlobber (without match_empty_levels) it does not, but "/+" does, and
#            "room/#" matches "room/". So what a broker sends for "+/+" has no listener in Paho, which picks its
#            listeners by this. All seven let "#" and "+/x" match "$SYS/x", which a broker must not.
# Guess:     "The examples of the standard hold in every library that matches topics."
# Seen:      "+/+ /finance: Paho 3 false, Paho 5 false, HiveMQ true, mqtt-pattern false, mqtt-match true, ...".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.eclipse.paho org.eclipse.paho.client.mqttv3 1.2.5; dep org.eclipse.paho org.eclipse.paho.mqttv5.client 1.2.5
  dep com.hivemq hivemq-mqtt-client 1.3.5
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
npm init -y >npm.log
npm install --silent --no-audit --no-fund mqtt-pattern@2.1.1 mqtt-match@3.0.0 mqtt-wildcard@3.0.9 qlobber@8.0.1
cat >topics <<'T'
/+ /finance
+/+ /finance
room/+ room/
room/+/lamp room//lamp
room/+/# room/
room/# room/
# $SYS/x
+/x $SYS/x
T

cat >Probe.java <<'J'
import com.hivemq.client.mqtt.datatypes.*;
import java.nio.file.*;
import org.eclipse.paho.mqttv5.common.util.MqttTopicValidator;

public class Probe {
    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of("topics"))) {
            String[] pair = line.split(" ");
            System.out.println("Paho 3 " + org.eclipse.paho.client.mqttv3.MqttTopic.isMatched(pair[0], pair[1])
                + ", Paho 5 " + MqttTopicValidator.isMatched(pair[0], pair[1])
                + ", HiveMQ " + MqttTopicFilter.of(pair[0]).matches(MqttTopic.of(pair[1])));
        }
    }
}
J
cat >probe.mjs <<'J'
import { readFileSync } from 'node:fs';
import match from 'mqtt-match';
import pattern from 'mqtt-pattern';
import wildcard from 'mqtt-wildcard';
import qlobber from 'qlobber';
const lines = name => readFileSync(name, 'utf8').trim().split('\n');
const java = lines('java');
lines('topics').forEach((line, i) => {
  const [filter, topic] = line.split(' ');
  const set = new qlobber.Qlobber({ wildcard_one: '+', wildcard_some: '#', separator: '/' }).add(filter, 1);
  console.log(`${line}: ${java[i]}, mqtt-pattern ${pattern.matches(filter, topic)}, `
    + `mqtt-match ${(match.default ?? match)(filter, topic)}, `
    + `mqtt-wildcard ${wildcard(topic, filter) !== null}, qlobber ${set.match(topic).length > 0}`);
});
J
timeout 60 java -cp 'lib/*' Probe.java >java 2>err || { cat err; exit 1; }
node probe.mjs | tee seen
diff seen - <<'E'
/+ /finance: Paho 3 true, Paho 5 true, HiveMQ true, mqtt-pattern true, mqtt-match true, mqtt-wildcard true, qlobber true
+/+ /finance: Paho 3 false, Paho 5 false, HiveMQ true, mqtt-pattern false, mqtt-match true, mqtt-wildcard true, qlobber false
room/+ room/: Paho 3 false, Paho 5 false, HiveMQ true, mqtt-pattern false, mqtt-match true, mqtt-wildcard true, qlobber false
room/+/lamp room//lamp: Paho 3 false, Paho 5 false, HiveMQ true, mqtt-pattern false, mqtt-match true, mqtt-wildcard true, qlobber false
room/+/# room/: Paho 3 false, Paho 5 false, HiveMQ true, mqtt-pattern false, mqtt-match true, mqtt-wildcard true, qlobber false
room/# room/: Paho 3 true, Paho 5 true, HiveMQ true, mqtt-pattern true, mqtt-match true, mqtt-wildcard true, qlobber true
# $SYS/x: Paho 3 true, Paho 5 true, HiveMQ true, mqtt-pattern true, mqtt-match true, mqtt-wildcard true, qlobber true
+/x $SYS/x: Paho 3 true, Paho 5 true, HiveMQ true, mqtt-pattern true, mqtt-match true, mqtt-wildcard true, qlobber true
E

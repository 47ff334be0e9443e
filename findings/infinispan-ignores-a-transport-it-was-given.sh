#!/usr/bin/env bash
# Packages:  org.infinispan:infinispan-core 16.0.7 (JGroups 5.5.1)
# Behaviour: GlobalConfigurationBuilder.defaultClusteredBuilder() and a transport object that is set with
#            transport().transport(new JGroupsTransport(channel)), the channel over TCP. The member starts
#            without a word, and on a channel of its own, of the default stack, over UDP: the channel
#            that it was given is never connected.
# Guess:     "A transport that I hand over is the one that is used", as an executor or a class loader is.
# Seen:      "given TCP, connected false; used UDP, the same channel: false".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.infinispan infinispan-core 16.0.7
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.net.InetAddress;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.protocols.*;
import org.jgroups.protocols.pbcast.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        TCP tcp = new TCP();
        tcp.setBindAddress(InetAddress.getLoopbackAddress());
        JChannel given = new JChannel(tcp, new LOCAL_PING(), new NAKACK2(), new UNICAST3(), new STABLE(), new GMS(), new FRAG2());
        var global = GlobalConfigurationBuilder.defaultClusteredBuilder();
        global.transport().transport(new JGroupsTransport(given));
        try (var manager = new DefaultCacheManager(global.build())) {
            var used = ((JGroupsTransport) GlobalComponentRegistry.componentOf(manager, Transport.class)).getChannel();
            System.out.println("given " + given.getProtocolStack().getBottomProtocol().getName() + ", connected "
                + given.isConnected() + "; used " + used.getProtocolStack().getBottomProtocol().getName()
                + ", the same channel: " + (used == given));
        }
        System.exit(0);
    }
}
J
javac -proc:none -nowarn -cp 'lib/*' -d out Probe.java 2>/dev/null
java -Djgroups.bind_addr=127.0.0.1 -Djava.net.preferIPv4Stack=true -cp 'out:lib/*' Probe 2>/dev/null | tee seen
grep -q '^given TCP, connected false; used UDP, the same channel: false$' seen

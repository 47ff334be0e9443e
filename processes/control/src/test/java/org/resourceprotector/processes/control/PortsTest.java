package org.resourceprotector.processes.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    /** More than a block has. */
    private static final int MANY = 300;

    @Test
    void noPortIsGivenTwice_alsoNotToAnotherProcess() throws Exception {
        Set<Integer> ports = new HashSet<>();
        URL classes = Ports.class.getProtectionDomain().getCodeSource().getLocation();
        // a class that was loaded anew knows as little of this one as that of another process
        try (URLClassLoader other = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            var free = other.loadClass(Ports.class.getName()).getMethod("free");
            for (int i = 0; i < MANY; i++) {
                ports.add(Ports.free());
                ports.add((Integer) free.invoke(null));
            }
        }
        assertThat(ports, hasSize(2 * MANY));
        assertThat(ports, everyItem(allOf(greaterThan(20_000), lessThan(32_768))));
    }

    @Test
    void portThatSomebodyListensAt_isNotGiven() throws Exception {
        int port = Ports.free();
        try (ServerSocket taken = new ServerSocket()) {
            // the next one, or one further if that is taken already
            for (int next = port + 1; !taken.isBound(); next++) {
                try {
                    taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), next));
                } catch (BindException isTaken) {
                    assertThat(isTaken.getMessage(), next, lessThan(32_768));
                }
            }
            for (int i = 0; i < MANY; i++) {
                assertThat(Ports.free(), not(taken.getLocalPort()));
            }
        }
    }
}

package org.resourceprotector.processes.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback for servers that are told theirs before they start. Where several processes start servers at once, each has
 * its own part of them: {@code ports.part} is 1 for the first process, and 2 for the second.
 */
public final class Ports {

    private static final int PARTS = 2;
    private static final int SIZE = 6_384;
    private static final int PART = Integer.getInteger("ports.part", 1) % PARTS;

    private static final int LOWEST = 20_000 + PART * SIZE;

    /** Linux and macOS take the ports from 32,768 on for connections to others. */
    private static final int END = LOWEST + SIZE;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A port that nobody listens at, that no connection to others has, and that this process was not given before.
     *
     * @return a port from 20,000 to 32,767
     */
    public static int free() {
        while (GIVEN.size() < END - LOWEST) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

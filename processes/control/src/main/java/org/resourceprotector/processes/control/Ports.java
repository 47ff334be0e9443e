package org.resourceprotector.processes.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * Ports of loopback for servers that are told theirs before they start. They come from blocks. A process listens at the first
 * port of each of its blocks as long as it lives, so that no other process takes that block.
 */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int BLOCK = 128;

    /** From 32,768 on Linux and macOS take ports for connections to others. */
    private static final int BLOCKS = (32_768 - LOWEST) / BLOCK;

    private static final List<ServerSocket> CLAIMS = new ArrayList<>();

    private static PrimitiveIterator.OfInt left = IntStream.empty().iterator();

    private Ports() {}

    /**
     * A port that nobody listens at, that no connection to others has, and that was given neither to this process before nor to
     * another one that lives.
     *
     * @return a port from 20,001 to 32,671
     */
    public static synchronized int free() {
        while (true) {
            while (left.hasNext()) {
                int port = left.nextInt();
                if (isFree(port)) {
                    return port;
                }
            }
            int first = claimBlock();
            left = IntStream.range(first + 1, first + BLOCK).iterator();
        }
    }

    private static int claimBlock() {
        // not the same one in each run, whose connections some servers would stumble over
        long start = ProcessHandle.current().pid();
        for (int i = 0; i < BLOCKS; i++) {
            int first = LOWEST + (int) ((start + i) % BLOCKS) * BLOCK;
            Optional<ServerSocket> claim = listenAt(first);
            if (claim.isPresent()) {
                CLAIMS.add(claim.get());
                return first;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        Optional<ServerSocket> socket = listenAt(port);
        socket.ifPresent(Ports::close);
        return socket.isPresent();
    }

    private static Optional<ServerSocket> listenAt(int port) {
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (BindException taken) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.resourceprotector.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An address that leads to a server, and from some moment on to another one; connections that are open stay where they are. */
final class Doorway implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile int port;

    Doorway(RedisServer server) throws IOException {
        port = server.port();
        start(this::let);
    }

    void leadTo(RedisServer server) {
        port = server.port();
    }

    /** With the user, such as {@code app:secret@}. */
    String uri(String user) {
        return "redis://" + user + "127.0.0.1:" + door.getLocalPort();
    }

    /** How many connections there have been. */
    int opened() {
        return opened.get();
    }

    /** What a doorway does until it is closed. */
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // as it ends
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void let() throws IOException {
        while (true) {
            Socket from = door.accept();
            Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(from);
            open.add(to);
            opened.incrementAndGet();
            start(() -> pass(from, to));
            start(() -> pass(to, from));
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

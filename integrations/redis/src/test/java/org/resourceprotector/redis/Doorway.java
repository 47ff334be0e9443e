package org.resourceprotector.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An address that leads to a server, and from some moment on to another one; connections that are open stay where they are. */
final class Doorway implements AutoCloseable {

    private static final String POLICY = "maxmemory_policy";

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile int port;
    private volatile boolean hidesPolicy;

    Doorway(RedisServer server) throws IOException {
        port = server.port();
        start(this::let);
    }

    void leadTo(RedisServer server) {
        port = server.port();
    }

    /** From the next connection on, as a server does that tells its role and not its policy. */
    void hidePolicy() {
        hidesPolicy = true;
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
            boolean hides = hidesPolicy;
            start(() -> {
                if (hides) {
                    passWithoutPolicy(to, from);
                } else {
                    pass(to, from);
                }
            });
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    /** Writes the name of the policy with another last letter, so that what is told keeps its length. */
    private static void passWithoutPolicy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = new BufferedInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            int matched = 0;
            for (int c = in.read(); c >= 0; c = in.read()) {
                matched = c == POLICY.charAt(matched) ? matched + 1 : c == POLICY.charAt(0) ? 1 : 0;
                boolean isName = matched == POLICY.length();
                out.write(isName ? '-' : c);
                matched = isName ? 0 : matched;
            }
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

package org.resourceprotector.hazelcast;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The wires between members: every byte to a member goes through one of them. A member can be cut off, whose connections
 * are closed and who gets no new ones, or held, whose bytes stop while its connections stay.
 */
final class Wires implements AutoCloseable {

    private final List<ServerSocket> ends = new CopyOnWriteArrayList<>();
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private final Set<Integer> cutOff = ConcurrentHashMap.newKeySet();
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();

    /** One connection, and whose it is. */
    private record Wire(int from, int to, Socket near, Socket far) {

        boolean touches(int member) {
            return from == member || to == member;
        }

        void close() {
            for (Socket socket : List.of(near, far)) {
                try {
                    socket.close();
                } catch (IOException ended) {
                    // it is closed
                }
            }
        }
    }

    /** The members are told apart by the last byte of the address from which they connect. */
    void lay(int to, InetSocketAddress end, InetSocketAddress member) throws IOException {
        ServerSocket listening = new ServerSocket(end.getPort(), 50, end.getAddress());
        ends.add(listening);
        start(() -> {
            while (!listening.isClosed()) {
                Socket near = listening.accept();
                int from = near.getInetAddress().getAddress()[3];
                if (cutOff.contains(from) || cutOff.contains(to) || !connect(from, to, near, member)) {
                    near.close();
                }
            }
        });
    }

    private boolean connect(int from, int to, Socket near, InetSocketAddress member) {
        try {
            Socket far = new Socket(member.getAddress(), member.getPort());
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Wire wire = new Wire(from, to, near, far);
            wires.add(wire);
            start(() -> pump(wire, near, far));
            start(() -> pump(wire, far, near));
            return true;
        } catch (IOException notStarted) {
            return false;
        }
    }

    private void pump(Wire wire, Socket from, Socket to) throws IOException, InterruptedException {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[16_384];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                synchronized (held) {
                    while (held.stream().anyMatch(wire::touches) && !from.isClosed()) {
                        held.wait();
                    }
                }
                out.write(bytes, 0, length);
            }
        } finally {
            wire.close();
            wires.remove(wire);
        }
    }

    void cutOff(int member) {
        cutOff.add(member);
        wires.stream().filter(wire -> wire.touches(member)).forEach(Wire::close);
    }

    void mend() {
        cutOff.clear();
    }

    void hold(int member) {
        synchronized (held) {
            held.add(member);
        }
    }

    void letGo() {
        synchronized (held) {
            held.clear();
            held.notifyAll();
        }
    }

    /** What runs until a socket is closed. */
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException ended) {
                // as everything of a test
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket end : ends) {
            end.close();
        }
        wires.forEach(Wire::close);
        letGo();
    }
}

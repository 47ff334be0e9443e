package org.resourceprotector.benchmarks.compare;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HTTP/1.1 as bytes, because a client library would not send what a server must be able to refuse. Stateless. */
final class Wire {

    private static final int TIMEOUT_MILLISECONDS = 20_000;

    private Wire() {}

    /**
     * Sends a request on a connection of its own and reads all that comes.
     *
     * @param lines header lines, as they are to be sent
     */
    static Answer send(int port, String method, String target, List<String> lines, String body) {
        StringBuilder request =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        lines.forEach(line -> request.append(line).append("\r\n"));
        if (!body.isEmpty() || method.equals("POST")) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n").append(body);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLISECONDS);
            socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(bytes);
            return parse(bytes.toString(ISO_8859_1));
        } catch (IOException e) {
            return Answer.NONE;
        }
    }

    static Answer parse(String message) {
        int end = message.indexOf("\r\n\r\n");
        if (end < 0 || !message.startsWith("HTTP/1.1 ")) {
            return Answer.NONE;
        }
        String[] lines = message.substring(0, end).split("\r\n", -1);
        List<Answer.Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(new Answer.Header(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip()));
        }
        String content = message.substring(end + 4);
        boolean isChunked = headers.stream()
                .anyMatch(header -> header.name().equals("transfer-encoding")
                        && header.value().equalsIgnoreCase("chunked"));
        int status = Integer.parseInt(lines[0].substring(9, 12));
        return new Answer(status, headers, isChunked ? joined(content) : content);
    }

    private static String joined(String chunks) {
        StringBuilder content = new StringBuilder();
        int at = 0;
        while (at < chunks.length()) {
            int line = chunks.indexOf("\r\n", at);
            if (line < 0) {
                break;
            }
            int size = Integer.parseInt(
                    chunks.substring(at, line).split(";", -1)[0].strip(), 16);
            content.append(chunks, line + 2, Math.min(chunks.length(), line + 2 + size));
            if (size == 0) {
                break;
            }
            at = line + 2 + size + 2;
        }
        return content.toString();
    }
}

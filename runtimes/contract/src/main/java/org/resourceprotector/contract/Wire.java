package org.resourceprotector.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.resourceprotector.contract.Answer.Header;

/** HTTP/1.1 by hand, one request on one connection, for what a client library refuses to send or hides. */
final class Wire {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final URI base;

    /** The server closed the connection instead of answering. */
    static final class NoAnswerError extends AssertionError {

        private static final long serialVersionUID = 1L;

        NoAnswerError(int bytes) {
            super("no HTTP answer but " + bytes + " bytes");
        }
    }

    Wire(URI base) {
        this.base = base;
    }

    Answer send(String method, String path, List<Header> headers, String body) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] request = request(method, path, headers, body).getBytes(ISO_8859_1);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // a server may answer and hang up before it has read all of an oversized request
            }
            return parse(method, all(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    private String request(String method, String path, List<Header> headers, String body) {
        StringBuilder text = new StringBuilder(256);
        text.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        text.append("Host: ")
                .append(base.getHost())
                .append(':')
                .append(base.getPort())
                .append("\r\n");
        text.append("Connection: close\r\n");
        if (!body.isEmpty()) {
            text.append("Content-Length: ")
                    .append(body.getBytes(ISO_8859_1).length)
                    .append("\r\n");
        }
        for (Header header : headers) {
            text.append(header.name()).append(':').append(header.value().isEmpty() ? "" : " ");
            text.append(header.value()).append("\r\n");
        }
        return text.append("\r\n").append(body).toString();
    }

    private static byte[] all(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            in.transferTo(bytes);
        } catch (SocketException e) {
            if (bytes.size() == 0) {
                throw e;
            }
        }
        return bytes.toByteArray();
    }

    private static Answer parse(String method, byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new NoAnswerError(text.length());
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        List<Header> headers = new ArrayList<>();
        boolean chunked = false;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(new Header(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).trim()));
            chunked |= lines[i].equalsIgnoreCase("transfer-encoding: chunked");
        }
        String body = text.substring(end + 4);
        if (method.equals("HEAD") && !body.isEmpty()) {
            throw new AssertionError("HEAD was answered with a body of " + body.length() + " bytes");
        }
        body = chunked && !body.isEmpty() ? unchunked(body) : body;
        int status = Integer.parseInt(lines[0].substring(9, 12));
        return new Answer(status, List.copyOf(headers), new String(body.getBytes(ISO_8859_1), UTF_8));
    }

    private static String unchunked(String body) {
        StringBuilder text = new StringBuilder(body.length());
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            String size = line < 0 ? "0" : body.substring(at, line);
            int extension = size.indexOf(';');
            int length = Integer.parseInt((extension < 0 ? size : size.substring(0, extension)).trim(), 16);
            if (length == 0) {
                return text.toString();
            }
            text.append(body, line + 2, line + 2 + length);
            at = line + 2 + length + 2;
        }
    }
}

package org.resourceprotector.console;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of the page, and the headers of all answers, by which a browser loads nothing from elsewhere and runs nothing
 * that is not a file of this origin. Thread-safe; reads each file once.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
final class ConsoleFiles {

    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String BASE = "{base}";

    private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

    private ConsoleFiles() {}

    /** The page, with links to its files below a path that ends with a slash or is empty. */
    static Response page(String base) {
        String page = new String(bytes("console.html"), StandardCharsets.UTF_8).replace(BASE, base);
        return answer(page.getBytes(StandardCharsets.UTF_8), "text/html;charset=UTF-8");
    }

    static Response file(String name, String type) {
        return answer(bytes(name), type);
    }

    private static Response answer(byte[] bytes, String type) {
        return withHeaders(Response.ok(bytes), "no-cache").type(type).build();
    }

    static ResponseBuilder withHeaders(ResponseBuilder response, String cacheControl) {
        return response.header("Cache-Control", cacheControl)
                .header("Content-Security-Policy", POLICY)
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static byte[] bytes(String name) {
        return FILES.computeIfAbsent(name, ConsoleFiles::read);
    }

    private static byte[] read(String name) {
        try (InputStream file = Objects.requireNonNull(ConsoleFiles.class.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of this library cannot be read", e);
        }
    }
}

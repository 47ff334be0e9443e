package org.resourceprotector.interop.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user in a browser with an empty jar of cookies, who logs in at a page with a form. */
final class Login {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new CookieManager())
            .build();

    private Login() {}

    /**
     * What the client is sent back with.
     *
     * @param code the authorization code
     * @param verifier what goes with it to the token endpoint (RFC 7636)
     */
    record Code(String code, String verifier) {}

    /** Has jane log in for the client {@code web}. */
    static Code code(String authorizationEndpoint, String redirectUri, String scope) {
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        String query = "?response_type=code&client_id=web&state=s&code_challenge_method=S256"
                + "&code_challenge=" + challenge(verifier)
                + "&redirect_uri=" + encoded(redirectUri)
                + "&scope=" + encoded(scope);
        Login login = new Login();
        HttpResponse<String> page = login.send(HttpRequest.newBuilder(URI.create(authorizationEndpoint + query)));
        String form = "username=jane&password=secret&_csrf=" + encoded(found(CSRF, page.body()));
        HttpResponse<String> back = login.send(HttpRequest.newBuilder(page.uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        return new Code(URLDecoder.decode(found(CODE, back.uri().toString()), UTF_8), verifier);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return browser.send(
                    request.header("Accept", "text/html")
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

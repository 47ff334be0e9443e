package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.TokenValidator;

/** A request that a resource method makes inside of its own, whose answer is a part of the one around it. */
class IncludedRequestTest {

    private static final String BOUND = Secrets.token("bound");

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Root.class,
            ResourceProtector.builder()
                    .validator(TokenValidator.lookup(
                            token -> token.equals(BOUND) ? Optional.of(new Bound()) : Optional.empty()))
                    .senderConstraint(new OnTheWay())
                    .build());

    private record Bound() implements AccessToken {
        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }

        @Override
        public Confirmation confirmation() {
            return new Confirmation(Map.of("way", "any"));
        }
    }

    /** Is proved by every call, and has something to say to those of one endpoint. */
    private static final class OnTheWay implements SenderConstraint {

        @Override
        public String scheme() {
            return "Bearer";
        }

        @Override
        public String confirmationMember() {
            return "way";
        }

        @Override
        public Proof examine(PresentedToken presented) {
            boolean isOuter = presented.uri().getPath().endsWith("/outer");
            return new Proof() {
                @Override
                public @Nullable Rejection verify(Confirmation confirmation) {
                    return null;
                }

                @Override
                public Map<String, String> responseHeaders() {
                    return isOuter ? Map.of("Next-Proof", "n") : Map.of();
                }
            };
        }
    }

    @Path("/include")
    public static class Root {

        @GET
        @Path("outer")
        @Protected
        public String outer() throws ServletException, IOException {
            ServletRequestContext context = ServletRequestContext.requireCurrent(); // RESTEasy injects proxies
            At inner = new At((HttpServletRequest) context.getServletRequest(), "/include/inner");
            Included included = new Included((HttpServletResponse) context.getServletResponse());
            inner.getRequestDispatcher("/include/inner").include(inner, included);
            return "around " + included.text();
        }

        @GET
        @Path("inner")
        @Protected
        public String inner() {
            return Ran.here("include/inner");
        }
    }

    /** RESTEasy looks at the path of a request, which an included one shares with the one around it. */
    private static final class At extends HttpServletRequestWrapper {

        private final String path;

        At(HttpServletRequest around, String path) {
            super(around);
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer("http://localhost" + path);
        }
    }

    /** Keeps what is written, as whoever includes a part of a page does. */
    private static final class Included extends HttpServletResponseWrapper {

        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Included(HttpServletResponse around) {
            super(around);
        }

        String text() {
            return written.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void flushBuffer() {}

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {}

                @Override
                public void write(int b) {
                    written.write(b);
                }
            };
        }
    }

    @Test
    void answerKeepsTheHeadersOfItsOwnProof() {
        Answer answer = SERVER.get("/include/outer").bearer(BOUND).sendRaw();
        assertThat(answer.toString(), answer.body(), is("around ran include/inner"));
        assertThat(answer.header("Next-Proof"), is("n"));
        assertThat(SERVER.get("/include/inner").bearer(BOUND).sendRaw().header("Next-Proof"), is(""));
    }
}

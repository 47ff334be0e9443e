package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tokens are found outside of the header, without a runtime. */
class BearerMethodsTest {

    private static final BearerMethods ALL = new BearerMethods(true, true);

    private static FakeRequest form(String method, String type, String body) {
        return new FakeRequest(method, "orders")
                .body(type, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @DisplayName(
            "R6750-2.2-a R6750-2.2-d a form holds a token under every spelling of the parameter, and of the media type")
    @CsvSource(
            delimiter = '|',
            value = {
                "access_token=a | a",
                "x=1&access_token=a&y=2 | a",
                "access%5Ftoken=a%2Bb | a+b",
                "access_token=a+b | a b",
                "x=access_token=a |",
                "Access_Token=a |",
                "access_token |''",
                "access_token=%zz |''",
                "access_token=a&access_token=b | a,b",
                "access_token=a&x=é |''",
                "x=é |"
            })
    void form_holdsTokens(String body, String expected) {
        List<String> tokens = expected == null ? List.of() : List.of(expected.split(",", -1));
        assertThat(ALL.elsewhere(form("POST", "application/x-www-form-urlencoded", body)), is(tokens));
        assertThat(ALL.elsewhere(form("PUT", "Application/X-WWW-Form-Urlencoded;charset=utf-8", body)), is(tokens));
    }

    @Test
    @DisplayName(
            "R6750-2.2-b R6750-2.2-c R6750-2.2-e another media type, and a method whose body means nothing, hold no"
                    + " token")
    void otherBodies_holdNone() {
        for (String type : List.of("text/plain", "multipart/form-data", "application/json")) {
            assertThat(ALL.elsewhere(form("POST", type, "access_token=a")), is(List.of()));
        }
        for (String charset : List.of("ISO-8859-1", "UTF-16")) {
            assertThat(
                    ALL.elsewhere(
                            form("POST", "application/x-www-form-urlencoded;charset=" + charset, "access_token=a")),
                    is(List.of()));
        }
        for (String method : List.of("GET", "HEAD", "DELETE", "OPTIONS", "PATCH")) {
            assertThat(
                    ALL.elsewhere(form(method, "application/x-www-form-urlencoded", "access_token=a")), is(List.of()));
        }
        assertThat(
                new BearerMethods(false, true)
                        .elsewhere(form("POST", "application/x-www-form-urlencoded", "access_token=a")),
                is(List.of()));
    }

    @Test
    @DisplayName("R6750-2.2-f R6750-2.2-g a form is read up to a bound, and handed on as it came")
    void form_isHandedOnAsItCame() throws IOException {
        String body = "access_token=a&text=" + "x".repeat(200_000) + "&access_token=b";
        FakeRequest request = form("POST", "application/x-www-form-urlencoded", body);
        assertThat(ALL.elsewhere(request), is(List.of("a")));
        assertThat(new String(request.getEntityStream().readAllBytes(), StandardCharsets.UTF_8), is(body));
    }

    @Test
    void tokenAcrossTheBoundOfForm_isOneThatIsNone() {
        String before = "text=" + "x".repeat(64 * 1024 - "text=&access_token=abc".length()) + "&access_token=abc";
        String type = "application/x-www-form-urlencoded";
        assertThat(ALL.elsewhere(form("POST", type, before)), is(List.of("abc")));
        assertThat(ALL.elsewhere(form("POST", type, before + "def")), is(List.of("")));
        assertThat(ALL.elsewhere(form("POST", type, before.substring(1))), is(List.of("abc")));
        assertThat(
                ALL.elsewhere(form("POST", type, before.substring(1) + "&more=" + "y".repeat(9))), is(List.of("abc")));
    }

    @Test
    void formThatBreaksOff_isOneTokenThatIsNone() {
        FakeRequest request = new FakeRequest("POST", "orders")
                .body("application/x-www-form-urlencoded", new InputStream() {
                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        throw new IOException("broken off");
                    }

                    @Override
                    public int read() throws IOException {
                        throw new IOException("broken off");
                    }
                });
        assertThat(ALL.elsewhere(request), is(List.of("")));
    }

    @Test
    @DisplayName("R6750-2.3-a the query of a GET or HEAD holds a token, that of other methods none")
    void query_holdsATokenForReading() {
        assertThat(ALL.elsewhere(new FakeRequest("GET", "orders").query("access_token", "a")), is(List.of("a")));
        assertThat(ALL.elsewhere(new FakeRequest("HEAD", "orders").query("access_token", "a")), is(List.of("a")));
        assertThat(ALL.elsewhere(new FakeRequest("POST", "orders").query("access_token", "a")), is(List.of()));
        assertThat(ALL.elsewhere(new FakeRequest("GET", "orders").query("access_token", null)), is(List.of("")));
        assertThat(
                new BearerMethods(true, false).elsewhere(new FakeRequest("GET", "orders").query("access_token", "a")),
                is(List.of()));
        assertThat(BearerMethods.HEADER.names(), is(List.of("header")));
        assertThat(ALL.names(), is(List.of("header", "body", "query")));
    }

    @Test
    void byteOfEveryKind_isLookedAt() {
        String type = "application/x-www-form-urlencoded";
        assertThat(ALL.elsewhere(form("POST", type, "access_token=a&x=\0")), is(List.of("a")));
        assertThat(ALL.elsewhere(form("POST", type, "access_token=a&x=\u007f")), is(List.of("a")));
        assertThat(ALL.elsewhere(form("POST", type, "access_token=a&x=\u0080")), is(List.of("")));
        assertThat(ALL.elsewhere(form("POST", type, "=access_token&=a")), is(List.of()));
    }

    /** A POST whose body, or the type of it, is not as others. */
    private static FakeRequest post(boolean hasEntity, Supplier<MediaType> type, InputStream body) {
        return new FakeRequest("POST", "orders") {
            @Override
            public boolean hasEntity() {
                return hasEntity;
            }

            @Override
            public MediaType getMediaType() {
                return type.get();
            }

            @Override
            public InputStream getEntityStream() {
                return body;
            }
        };
    }

    @Test
    void bodyOfWhichNothingIsKnown_holdsNone() {
        byte[] form = "access_token=a".getBytes(StandardCharsets.UTF_8);
        Supplier<MediaType> known = () -> MediaType.APPLICATION_FORM_URLENCODED_TYPE;
        assertThat(ALL.elsewhere(post(true, known, new ByteArrayInputStream(form))), is(List.of("a")));
        assertThat(ALL.elsewhere(post(true, known, null)), is(List.of()));
        assertThat(ALL.elsewhere(post(false, known, new ByteArrayInputStream(form))), is(List.of()));
        assertThat(ALL.elsewhere(post(true, () -> null, new ByteArrayInputStream(form))), is(List.of()));
        assertThat(
                ALL.elsewhere(post(
                        true,
                        () -> {
                            throw new IllegalArgumentException("form/");
                        },
                        new ByteArrayInputStream(form))),
                is(List.of()));
    }

    @Test
    void queryThatNobodyCanRead_holdsNone() {
        UriInfo broken = (UriInfo) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    throw new IllegalArgumentException("%zz");
                });
        assertThat(ALL.elsewhere(new FakeRequest("GET", broken)), is(List.of()));
        assertThat(ALL.isInQuery("GET", broken), is(false));
        FakeRequest found = new FakeRequest("GET", "orders").query("access_token", "a");
        assertThat(ALL.isInQuery("GET", found.getUriInfo()), is(true));
        assertThat(ALL.isInQuery("POST", found.getUriInfo()), is(false));
        assertThat(BearerMethods.HEADER.isInQuery("GET", found.getUriInfo()), is(false));
    }
}

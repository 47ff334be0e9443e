package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.enforcement.AuthenticationResult.Authenticated;
import org.resourceprotector.enforcement.AuthenticationResult.Failed;
import org.resourceprotector.enforcement.AuthenticationResult.Possession;
import org.resourceprotector.enforcement.SentMethodFilter.Sent;
import org.resourceprotector.runtime.Connections;
import org.resourceprotector.runtime.EngineClasses;
import org.resourceprotector.runtime.Injection;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/** A request as validators and proofs see it, and that no text of what is kept of it has more than it should. */
class RequestAsSentTest {

    private static Sent sent(FakeRequest request) {
        return new Sent(request, Connections.UNKNOWN);
    }

    @Test
    void method_isTheOneThatWasSent() {
        FakeRequest request = new FakeRequest("HEAD", "orders");
        new SentMethodFilter().filter(request);
        FakeRequest changed = new FakeRequest("GET", "orders");
        request.getPropertyNames().forEach(name -> changed.setProperty(name, request.getProperty(name)));
        assertThat(sent(changed).method(), is("HEAD"));
        assertThat(sent(new FakeRequest("GET", "orders")).method(), is("GET"));
    }

    @Test
    void uriAndHeaders_areThoseOfTheRequest() {
        Sent request =
                sent(new FakeRequest("GET", "orders/1").header("DPoP", "a").header("DPoP", "b"));
        assertThat(request.uri(), is(URI.create("http://localhost/api/orders/1")));
        assertThat(request.header("DPoP"), is(List.of("a", "b")));
        assertThat(request.header("Other"), is(List.of()));
        assertThat(request.remoteAddress(), is(nullValue()));
    }

    @Test
    void suffixThatTheRuntimeRemoves_isInTheUriThatWasSent() {
        AtomicReference<String> path = new AtomicReference<>("/orders/1.json");
        Map<String, Object> properties = new HashMap<>();
        UriInfo uri = (UriInfo) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, none) -> URI.create("https://api.example.com" + path.get()));
        ContainerRequestContext request = EngineClasses.proxy(
                "org.glassfish.jersey.server", ContainerRequestContext.class, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getUriInfo" -> uri;
                        case "getProperty" -> properties.get((String) arguments[0]);
                        case "setProperty" -> properties.put((String) arguments[0], arguments[1]);
                        default -> "GET";
                    };
                });
        new SentMethodFilter().filter(request);
        path.set("/orders/1");

        assertThat(
                new Sent(request, Connections.UNKNOWN).uri(), is(URI.create("https://api.example.com/orders/1.json")));
    }

    @ParameterizedTest
    @CsvSource({"GET, GET", "get, GET", "BREW, ''"})
    void method_isNamedInCapitals_andNotIfItIsNone(String method, String named) {
        assertThat(FakeAcquiring.of(method, new FakeUriInfo("list")).namedMethod(), is(named));
    }

    @Test
    void texts_haveNothingOfTheRequest() {
        FakeRequest request = new FakeRequest("GET", "orders").bearer("secret");
        assertThat(sent(request).toString(), is("Sent"));
        assertThat(FakeAcquiring.of("Bearer secret").toString(), is("AcquiringRequest"));
        assertThat(
                new FilteredRequest(request, "GET", new Conditions(Injection.CONSTRUCTOR::instance)).toString(),
                is("FilteredRequest"));
        RequestState.keep(request, enforcer(), new Endpoint("GET", "/orders", null));
        assertThat(String.valueOf(RequestState.of(request)), is("RequestState"));
        assertThat(new Authenticated(ApiToken.of("alice", ""), Possession.BEARER).toString(), is("Authenticated"));
        Rejection unknown = Rejection.of(Reason.UNKNOWN);
        assertThat(
                new Failed(unknown, null, Possession.NONE, ApiToken.of("alice", "")).toString(),
                is("Failed[" + unknown + "]"));
        assertThat(new TokenSecurityContext(null, true).toString(), is("TokenSecurityContext[anonymous]"));
    }

    private static Enforcer enforcer() {
        return new Enforcer(
                new Authenticator(token -> null, 100, false, RecordingListener.LOG),
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(5)),
                new RecordingListener().alone());
    }
}

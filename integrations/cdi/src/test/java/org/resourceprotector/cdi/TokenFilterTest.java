package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resourceprotector.cdi.wrong.Beans.Word;

/** Which token is kept where one request is made inside of another one, and both have one scope. */
class TokenFilterTest {

    private static final Word ADA = new Word("ada", Set.of());
    private static final Word BOB = new Word("bob", Set.of());

    private final RequestToken kept = new RequestToken();
    private final TokenFilter filter = new TokenFilter(kept);

    /** A request with a principal, and with properties. */
    private static ContainerRequestContext request(Principal principal) {
        Map<String, Object> properties = new HashMap<>();
        SecurityContext security = (SecurityContext) Proxy.newProxyInstance(
                TokenFilterTest.class.getClassLoader(),
                new Class<?>[] {SecurityContext.class},
                (proxy, method, arguments) -> principal);
        return (ContainerRequestContext) Proxy.newProxyInstance(
                TokenFilterTest.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSecurityContext" -> security;
                    case "getProperty" -> properties.get(arguments[0]);
                    case "setProperty" -> {
                        properties.put((String) arguments[0], arguments[1]);
                        yield null;
                    }
                    case "removeProperty" -> {
                        properties.remove(arguments[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void outerRequest_hasItsTokenAgainAfterTheInnerOne() {
        ContainerRequestContext outer = request(ADA);
        filter.filter(outer);
        ContainerRequestContext inner = request(BOB);
        filter.filter(inner);
        assertThat(kept.token(), sameInstance(BOB));
        filter.filter(inner, null);
        assertThat(kept.token(), sameInstance(ADA));
        filter.filter(outer, null);
        assertThat(kept.token(), sameInstance(ADA));
    }

    @Test
    void anonymousOuterRequest_isAnonymousAgain() {
        ContainerRequestContext inner = request(BOB);
        filter.filter(request(null));
        filter.filter(inner);
        filter.filter(inner, null);
        assertThat(kept.token(), is(nullValue()));
        assertThat(kept.isDecided(), is(true));
    }

    @Test
    void endOfARequest_leavesItsToken() {
        ContainerRequestContext only = request(ADA);
        filter.filter(only);
        filter.filter(only, null);
        assertThat(kept.token(), sameInstance(ADA));
    }
}

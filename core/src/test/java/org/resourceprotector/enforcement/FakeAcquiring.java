package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/** What a resource method hands to {@code acquire}: of the runtime's objects only what is asked for. */
final class FakeAcquiring {

    private FakeAcquiring() {}

    /** A request with these lines of the {@code Authorization} header. */
    static AcquiringRequest of(String method, FakeUriInfo uri, String... authorization) {
        return new AcquiringRequest(
                fake(
                        HttpHeaders.class,
                        (proxy, called, arguments) -> called.getName().equals("getRequestHeader")
                                        && HttpHeaders.AUTHORIZATION.equals(arguments[0])
                                        && authorization.length > 0
                                ? List.of(authorization)
                                : null),
                uri,
                fake(Request.class, (proxy, called, arguments) -> method));
    }

    /** A GET, likewise. */
    static AcquiringRequest of(String... authorization) {
        return of("GET", new FakeUriInfo("list"), authorization);
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}

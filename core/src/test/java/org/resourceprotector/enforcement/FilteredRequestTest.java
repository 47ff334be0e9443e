package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.enforcement.FilteredRequest.AmbiguousParameter;
import org.resourceprotector.runtime.Injection;

/** What a condition is told of a request is what the resource method gets, or it is not told. */
class FilteredRequestTest {

    private static final Conditions CONDITIONS = new Conditions(Injection.CONSTRUCTOR::instance);

    private static FilteredRequest of(FakeRequest request) {
        return new FilteredRequest(request, "GET", CONDITIONS);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, GET, GET",
        "get, GET, GET",
        "HEAD, GET, HEAD",
        "head, GET, HEAD",
        "delete, '', DELETE",
        "Purge, '', Purge",
        "purge, Purge, Purge"
    })
    void method_isInTheCaseThatTheResourceMethodDeclares(String sent, String declared, String told) {
        assertThat(new FilteredRequest(new FakeRequest(sent, "any"), declared, CONDITIONS).method(), is(told));
    }

    @Test
    void path_isWithoutMatrixParameters() {
        assertThat(of(new FakeRequest("GET", "orders;a=b/1;c")).path(), is("orders/1"));
        assertThat(of(new FakeRequest("GET", "orders/1")).path(), is("orders/1"));
        assertThat(of(new FakeRequest("GET", ";a=b")).path(), is(""));
    }

    @Test
    void parameterOfTheQuery_isOneOrNotTold() {
        FakeRequest request = new FakeRequest("GET", "any").query("empty", null).query("one", "a");
        request.getUriInfo().getQueryParameters().addAll("same", "a", "a");
        request.getUriInfo().getQueryParameters().addAll("two", "a", "b");
        FilteredRequest told = of(request);
        assertThat(told.queryParameter("none"), is(nullValue()));
        assertThat(told.queryParameter("empty"), is(""));
        assertThat(told.queryParameter("one"), is("a"));
        assertThat(told.queryParameter("same"), is("a"));
        assertThrows(AmbiguousParameter.class, () -> told.queryParameter("two"));
        assertThat(told.queryParameters("two"), contains("a", "b"));
        assertThat(told.queryParameters("none"), is(empty()));
    }

    @Test
    void queryThatNobodyCanRead_isNotTold() {
        UriInfo broken = (UriInfo) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    throw new IllegalArgumentException("%zz");
                });
        assertThrows(
                AmbiguousParameter.class,
                () -> of(new FakeRequest("GET", broken)).queryParameters("a"));
    }

    @Test
    void parameterOfThePath_isToldIfThereIsOne() {
        assertThat(of(new FakeRequest("GET", "any")).pathParameter("id"), is(nullValue()));
    }

    @Test
    void classOfTheResource_mustBeKept() {
        FakeRequest request = new FakeRequest("GET", "any");
        assertThrows(NullPointerException.class, () -> of(request).resourceClass());
        request.setProperty(Enforcer.RESOURCE, String.class);
        assertThat(of(request).resourceClass(), sameInstance(String.class));
    }
}

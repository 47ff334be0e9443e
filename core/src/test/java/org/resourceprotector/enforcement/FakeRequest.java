package org.resourceprotector.enforcement;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that a filter can work on. Engines are made up of subclasses. */
public class FakeRequest implements ContainerRequestContext {

    private final Map<String, Object> properties = new HashMap<>();
    private final MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    private final UriInfo uri;
    private final String method;
    private @Nullable SecurityContext security;
    private @Nullable Response aborted;
    private @Nullable MediaType type;
    private @Nullable InputStream body;

    public FakeRequest(String method, String path, Object... matched) {
        this(method, new FakeUriInfo(path, matched));
    }

    public FakeRequest(String method, UriInfo uri) {
        this.method = method;
        this.uri = uri;
    }

    FakeRequest header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // as CXF does for a parameter without a value
    FakeRequest query(String name, @Nullable String value) {
        List<@Nullable String> values = new ArrayList<>();
        values.add(value);
        uri.getQueryParameters().put(name, (List<String>) (List<?>) values);
        return this;
    }

    FakeRequest body(String mediaType, InputStream content) {
        type = MediaType.valueOf(mediaType);
        body = content;
        return this;
    }

    FakeRequest bearer(String token) {
        return header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }

    /** The same request dispatched once more: with its properties, but with the container's own security context. */
    FakeRequest forwarded() {
        FakeRequest forwarded = new FakeRequest(
                method, uri.getPath(false), uri.getMatchedResources().toArray());
        forwarded.properties.putAll(properties);
        forwarded.security = new TokenSecurityContext(null, false);
        headers.forEach((name, values) -> values.forEach(value -> forwarded.header(name, value)));
        return forwarded;
    }

    /** The answer; null where the request went through. */
    @Nullable
    Response aborted() {
        return aborted;
    }

    int status() {
        return aborted == null ? 200 : aborted.getStatus();
    }

    /** As a runtime that goes on after a refusal, and must not. */
    void forgetAnswer() {
        aborted = null;
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return properties.get(name);
    }

    @Override
    public Collection<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public void setProperty(String name, Object object) {
        properties.put(name, object);
    }

    @Override
    public void removeProperty(String name) {
        properties.remove(name);
    }

    @Override
    public UriInfo getUriInfo() {
        return uri;
    }

    @Override
    public void setRequestUri(URI requestUri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setRequestUri(URI baseUri, URI requestUri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Request getRequest() {
        return null;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public void setMethod(String changed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MultivaluedMap<String, String> getHeaders() {
        return headers;
    }

    @Override
    public @Nullable String getHeaderString(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : String.join(",", values);
    }

    @Override
    public @Nullable Date getDate() {
        return null;
    }

    @Override
    public @Nullable Locale getLanguage() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public @Nullable MediaType getMediaType() {
        return type;
    }

    @Override
    public List<MediaType> getAcceptableMediaTypes() {
        return List.of(MediaType.WILDCARD_TYPE);
    }

    @Override
    public List<Locale> getAcceptableLanguages() {
        return List.of();
    }

    @Override
    public Map<String, Cookie> getCookies() {
        return Map.of();
    }

    @Override
    public boolean hasEntity() {
        return body != null;
    }

    @Override
    public InputStream getEntityStream() {
        return body == null ? new ByteArrayInputStream(new byte[0]) : body;
    }

    @Override
    public void setEntityStream(InputStream input) {
        body = input;
    }

    @Override
    public @Nullable SecurityContext getSecurityContext() {
        return security;
    }

    @Override
    public void setSecurityContext(@Nullable SecurityContext context) {
        security = context;
    }

    @Override
    public void abortWith(Response response) {
        aborted = response;
    }
}

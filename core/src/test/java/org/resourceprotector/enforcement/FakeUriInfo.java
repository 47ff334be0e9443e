package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The URI of a request below a base, and what was matched. */
record FakeUriInfo(String rawPath, List<Object> matched, MultivaluedMap<String, String> query) implements UriInfo {

    private static final URI BASE = URI.create("http://localhost/api/");

    FakeUriInfo(String rawPath, Object... matched) {
        this(rawPath, List.of(matched), new MultivaluedHashMap<>());
    }

    @Override
    public String getPath() {
        return getPath(true);
    }

    @Override
    public String getPath(boolean decode) {
        return decode ? URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8) : rawPath;
    }

    @Override
    public List<Object> getMatchedResources() {
        return matched;
    }

    @Override
    public URI getRequestUri() {
        return URI.create(BASE + rawPath.replaceFirst("^/", ""));
    }

    @Override
    public URI getAbsolutePath() {
        return getRequestUri();
    }

    @Override
    public URI getBaseUri() {
        return BASE;
    }

    @Override
    public List<PathSegment> getPathSegments() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PathSegment> getPathSegments(boolean decode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UriBuilder getRequestUriBuilder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public UriBuilder getAbsolutePathBuilder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public UriBuilder getBaseUriBuilder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public MultivaluedMap<String, String> getPathParameters() {
        return new MultivaluedHashMap<>();
    }

    @Override
    public MultivaluedMap<String, String> getPathParameters(boolean decode) {
        return new MultivaluedHashMap<>();
    }

    @Override
    public MultivaluedMap<String, String> getQueryParameters() {
        return query;
    }

    @Override
    public MultivaluedMap<String, String> getQueryParameters(boolean decode) {
        return query;
    }

    @Override
    public List<String> getMatchedURIs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> getMatchedURIs(boolean decode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI resolve(URI uri) {
        return BASE.resolve(uri);
    }

    @Override
    public URI relativize(URI uri) {
        return BASE.relativize(uri);
    }
}

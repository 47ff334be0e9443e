package org.resourceprotector.contract;

import java.util.ArrayList;
import java.util.List;
import org.resourceprotector.contract.Answer.Header;

/** Every situation that a caller can get into, as a request; their answers are in {@code answers.txt}. */
final class Situations {

    record Situation(String name, String method, String path, List<Header> headers) {

        Call call(Deployed server) {
            Call call = server.call(method, path);
            headers.forEach(header -> call.header(header.name(), header.value()));
            return call;
        }

        String request() {
            StringBuilder text = new StringBuilder(method + " " + path);
            headers.forEach(header ->
                    text.append('\n').append(header.name()).append(": ").append(header.value()));
            return text.toString().stripTrailing();
        }
    }

    private final List<Situation> all = new ArrayList<>();

    private Situations() {}

    static List<Situation> all() {
        Situations situations = new Situations();
        situations.withoutToken();
        situations.malformed();
        situations.badTokens();
        situations.notEnough();
        situations.goodTokens();
        situations.faults();
        situations.negotiated();
        situations.acquired();
        return situations.all;
    }

    private void withoutToken() {
        get("no token, any would do", "/any");
        get("no token, a scope is needed", "/profile");
        get("no token, two scopes are needed", "/both");
        get("no token, one of two scopes is needed", "/either");
        get("no token, two scopes or another one", "/mixed");
        get("no token, a role is needed", "/roles");
        authorization("an empty Authorization", "/profile", "");
        authorization("another scheme", "/profile", "Basic dXNlcjpwdw==");
        get("a token in the query", "/profile?access_token=" + Tokens.PROFILE);
        get("no token, which is optional", "/optional");
        authorization("another scheme, where the token is optional", "/optional", "Basic dXNlcjpwdw==");
        get("an open endpoint", "/open");
        add("HEAD without a token", "HEAD", "/profile");
    }

    private void malformed() {
        authorization("the scheme alone", "/profile", "Bearer");
        authorization("characters that no token has", "/profile", "Bearer {s3cr3t}");
        authorization("two words", "/profile", "Bearer s3cr3t profile");
        Header line = new Header("Authorization", "Bearer " + Tokens.PROFILE);
        add("two Authorization lines", "GET", "/profile", line, line);
        add("two schemes", "GET", "/profile", new Header("Authorization", "Basic dXNlcjpwdw=="), line);
        authorization("malformed, where the token is optional", "/optional", "Bearer");
        authorization("malformed, where bad tokens are ignored", "/ignoring", "Bearer");
    }

    private void badTokens() {
        bearer("an unknown token", "/profile", Tokens.UNKNOWN);
        bearer("an expired token", "/profile", Tokens.EXPIRED);
        bearer("a token that is not valid yet", "/profile", Tokens.EARLY);
        bearer("a revoked token", "/profile", Tokens.REVOKED);
        add("HEAD with a bad token", "HEAD", "/profile", new Header("Authorization", "Bearer " + Tokens.UNKNOWN));
        bearer("a bad token, where it is optional", "/optional", Tokens.UNKNOWN);
        bearer("a bad token, where bad ones are ignored", "/ignoring", Tokens.UNKNOWN);
    }

    private void notEnough() {
        bearer("the scope is missing", "/profile", Tokens.EMAIL);
        bearer("one of two scopes is missing", "/both", Tokens.EMAIL);
        bearer("neither of two scopes is there", "/either", Tokens.USER);
        bearer("one scope is missing on the one way in, and one on the other", "/mixed", Tokens.EMAIL);
        bearer("two scopes are missing on the one way in, and one on the other", "/mixed", Tokens.PLAIN);
        bearer("the role is missing", "/roles", Tokens.PROFILE);
        bearer("the group is missing", "/groups", Tokens.PROFILE);
        bearer("the entitlement is missing", "/entitlements", Tokens.PROFILE);
        bearer("the scope and the role are missing", "/scope-and-role", Tokens.EMAIL);
        bearer("the scope is missing, where the token is optional", "/optional", Tokens.EMAIL);
        bearer("the scope is missing, where bad tokens are ignored", "/ignoring", Tokens.EMAIL);
    }

    private void goodTokens() {
        bearer("a good token", "/profile", Tokens.PROFILE);
        bearer("a good token, where it is optional", "/optional", Tokens.PROFILE);
        bearer("a good token with roles", "/roles", Tokens.ADMIN);
        bearer("a token at an open endpoint", "/open", Tokens.UNKNOWN);
    }

    private void faults() {
        bearer("it cannot be found out", "/profile", FaultyValidator.DOWN);
        bearer("it cannot be found out for half a minute", "/profile", FaultyValidator.DOWN_FOR_A_WHILE);
        bearer("it cannot be found out, where bad tokens are ignored", "/ignoring", FaultyValidator.DOWN);
        bearer("the validator throws", "/profile", FaultyValidator.THROWS);
        bearer("the validator answers null", "/profile", FaultyValidator.ANSWERS_NULL);
    }

    private void negotiated() {
        Header json = new Header("Accept", "application/json, text/plain;q=0.1");
        add("no token, and JSON is preferred", "GET", "/profile", json);
        add(
                "an unknown token, and JSON is preferred",
                "GET",
                "/profile",
                json,
                new Header("Authorization", "Bearer " + Tokens.UNKNOWN));
        add("no token, and text is preferred", "GET", "/profile", new Header("Accept", "text/plain"));
        add(
                "no token, and problem details are preferred",
                "GET",
                "/profile",
                new Header("Accept", "text/plain, application/json;q=0.5, application/problem+json;q=0.9"));
    }

    private void acquired() {
        get("acquired, no token", "/acquire/profile");
        bearer("acquired, an unknown token", "/acquire/profile", Tokens.UNKNOWN);
        bearer("acquired, the scope is missing", "/acquire/profile", Tokens.EMAIL);
        bearer("acquired beyond the annotation, the scope is missing", "/acquire/narrowed", Tokens.EMAIL);
        bearer("acquired, a good token", "/acquire/profile", Tokens.PROFILE);
    }

    private void get(String name, String path) {
        add(name, "GET", path);
    }

    private void bearer(String name, String path, String token) {
        authorization(name, path, "Bearer " + token);
    }

    private void authorization(String name, String path, String value) {
        add(name, "GET", path, new Header("Authorization", value));
    }

    private void add(String name, String method, String path, Header... headers) {
        all.add(new Situation(name, method, path, List.of(headers)));
    }
}

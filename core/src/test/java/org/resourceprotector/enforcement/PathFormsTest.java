package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of a path can hide the door that it leads through. */
class PathFormsTest {

    private static boolean matches(String rawPath, String template) {
        return PathForms.of(new FakeUriInfo(rawPath)).match(template);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doors/red/things/7",
                "/doors/red/things/7",
                "doors/red/things/7/",
                "doors;a=b/red;c/things;/7;d=e;f",
                "doors/red;a=%2F/things/7",
                "doors/%72ed/things/7",
                "d%6Fors/red/th%69ngs/7",
                "doors/red/things/%2F",
                "doors/r%65d/things/a%2Fb",
                "doors/red/things/a%2fb;c=d",
                "doors//red/things/7",
                "doors/red/things/%25",
                "doors/red/things/a+b",
                "doors/red/things/%0A",
                "doors/red/things/\u00e9",
            })
    void aTemplateMatchesInWhateverWayThePathIsSpelled(String rawPath) {
        assertThat(matches(rawPath, "/doors/red/things/{id}"), is(true));
        assertThat(matches(rawPath, "/doors/blue/things/{id}"), is(false));
    }

    @ParameterizedTest
    @CsvSource({
        "a/17, '/a/{id: \\d+}', true",
        "a/x, '/a/{id: \\d+}', false",
        "a/17, '/a/{ id : [0-9]{1,3} }', true",
        "a/1777, '/a/{id:[0-9]{1,3}}', false",
        "a/b/c/d, '/a/{rest: .*}', true",
        "a, '/a/{rest: .*}', false",
        "a/b/c/d, '/a/{rest: .+}/d', true",
        "a/b.json, '/a/{name}.{type}', true",
        "a/b, '/a/{name}.{type}', false",
        "a/x-y/b, '/a/{one}-{two}/b', true",
        "a/(b), '/a/(b)', true",
        "a/bb, '/a/(b)', false",
        "a/b.c, '/a/b.c', true",
        "a/bxc, '/a/b.c', false",
    })
    void templatesMayHoldExpressions(String path, String template, boolean expected) {
        assertThat(matches(path, template), is(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "a%20b/7, '/a b/{id}'",
        "a%20b/7, '/a%20b/{id}'",
        "a%20b/x%2Fy, '/a b/{id}'",
        "%c3%a9/7, '/%C3%A9/{id}'",
        "%c3%a9/7, '/\u00e9/{id}'",
        "%C3%A9/x%2Fy, '/\u00e9/{id}'",
        "a%2fb, '/a%2Fb'",
    })
    void aLiteralMayBeEncodedInTheTemplateOrInThePath(String path, String template) {
        assertThat(matches(path, template), is(true));
    }

    @Test
    void whatCannotBeJudgedCountsAsAMatch() {
        assertThat(matches("a/anything", "/a/{id: ((x{1}){2}{3}}"), is(true));
        assertThat(matches("a/b", "/a/{broken"), is(true));
        assertThat(matches("xx/yy", "/{one: (x)\\1}/{two: (y)\\1}"), is(true));
        assertThat(matches("xx/yy", "/{one: (?<same>x)x}/{two: (?<same>y)y}"), is(true));
        assertThat(matches("a/b", "/a/{one: (}"), is(true));
    }
}

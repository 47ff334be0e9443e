package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/users/{id}|/users/{id}|/users/1",
                "users/{id : [0-9]{3} }/x/|/users/{id}/x|/users/123/x/",
                "//a//b|/a/b|/a/b",
                "/|/|/",
                "/a b/{from}-{to}|/a b/{from}-{to}|/a%20b/1-1",
                "/{lang: [a-z]{2}}|/{lang}|/en",
                "/{rest: .*}|/{rest}|/1",
                "/{id: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}}|/{id}|/00000000-0000-4000-8000-000000000000",
            })
    void pathsAreNamedAndFilled(String template, String name, String filled) {
        PathTemplate path = PathTemplate.of(template);

        assertThat(path.name(), is(name));
        assertThat(path.fill(Map.of()), is(Optional.of(filled)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/en/news|/en/news|true",
                "en/news/|/en/news|true",
                "/en/news|/en/news/|true",
                "/en/news|/en/newsroom|false",
                "/en/news|/ennews|false",
                "/{lang: [a-z]{2}}/news|/en/news|true",
                "/{lang: [a-z]{2}}/news|/eng/news|false",
                "/{id}|/a/b|false",
                "/{id: .+}|/a/b|true",
                "/a b/{from}-{to}|/a%20b/1-1|true",
                "/a.b|/axb|false",
                "/|/|true",
            })
    void aPathMatchesWhatItsTextTells(String template, String filled, boolean matches) {
        assertThat(PathTemplate.of(template).matches(filled), is(matches));
    }

    @Test
    void aParameterThatNoSampleMatchesNeedsOne() {
        PathTemplate path = PathTemplate.of("/books/{isbn: 97[89]-[0-9-]+}/{page}");

        assertThat(path.fill(Map.of()), is(Optional.empty()));
        assertThat(path.fill(Map.of("isbn", "978-3", "page", "a b/c?d")), is(Optional.of("/books/978-3/a%20b/c%3Fd")));
    }

    @Test
    void aBraceThatIsNotClosedIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> PathTemplate.of("/{id: [0-9]{3}"));
    }
}

package org.resourceprotector.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'' ; /",
                "/ ; /",
                "orders ; /orders",
                "/orders/ ; /orders",
                "//orders///all ; /orders/all",
                "/orders/{id} ; /orders/{id}",
                "/orders/{ id } ; /orders/{id}",
                "/orders/{id: [0-9]{1,18}} ; /orders/{id}",
                "/orders/{id : [0-9]{1,18}}/lines ; /orders/{id}/lines",
                "/{path: .+/x}/y ; /{path}/y",
                "/{a}-{b:[a-z]+} ; /{a}-{b}",
                "/{broken ; /{broken}",
            })
    void paths_areComparedWithoutExpressions(String template, String path) {
        assertThat(PathTemplate.of(template), is(path));
    }
}

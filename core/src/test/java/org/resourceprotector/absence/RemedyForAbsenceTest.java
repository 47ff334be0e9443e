package org.resourceprotector.absence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemedyForAbsenceTest {

    private static final String PROPERTIES =
            "set resource-protector.issuer=https://as.example.com and resource-protector.audience=https://api.example.com";

    @ParameterizedTest
    @CsvSource({
        "org.resourceprotector.spring., '', ', or make it a @Bean'",
        "org.resourceprotector.cdi., '', ', or produce it as a @Singleton bean'",
        "org.jboss.resteasy.reactive., 'add resource-protector-cdi and ',"
                + " ', or write a Feature with @Provider: context.register(ResourceProtector.with(validator))'",
        "none, 'register one in the Application or ResourceConfig: ResourceProtector.with(validator); or add"
                + " resource-protector-cdi, on Spring Boot resource-protector-spring-boot-starter, and ', ''"
    })
    void whatIsOnTheClassPath_isNamedFirst(String classes, String before, String after) {
        assertThat(RemedyForAbsence.of(name -> name.startsWith(classes)), is(before + PROPERTIES + after));
    }
}

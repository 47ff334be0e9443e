package org.resourceprotector.absence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemedyForAbsenceTest {

    private static final String PROPERTIES =
            "set resource-protector.issuer=https://as.example.com and resource-protector.audience=https://api.example.com";

    @ParameterizedTest
    @CsvSource({
        "org.resourceprotector.spring., 'on Jersey ', ', or make it a @Bean; elsewhere make it a @Bean and register that"
                + " yourself (getSingletons() or setProviders)'",
        "'org.resourceprotector.cdi.|org.eclipse.microprofile.config.', '', ', or produce it as a @Singleton bean'",
        "org.jboss.resteasy.reactive., 'add resource-protector-cdi and ',"
                + " ', or write a Feature with @Provider: context.register(ResourceProtector.with(validator))'",
        "none, 'register one in the Application or ResourceConfig: ResourceProtector.with(validator); or add"
                + " resource-protector-cdi, on Spring Boot resource-protector-spring-boot-starter, and ', ''"
    })
    void whatIsOnTheClassPath_isNamedFirst(String classes, String before, String after) {
        assertThat(RemedyForAbsence.of(beginningWith(classes)), is(before + PROPERTIES + after));
    }

    @Test
    void propertiesThatNobodyReads_areNoRemedy() {
        assertThat(
                RemedyForAbsence.of(beginningWith("org.resourceprotector.cdi.")),
                is("produce it as a @Singleton bean; there is no MicroProfile Config here, so that properties count for"
                        + " nothing"));
    }

    private static Predicate<String> beginningWith(String packages) {
        return name -> Stream.of(packages.split("\\|")).anyMatch(name::startsWith);
    }
}

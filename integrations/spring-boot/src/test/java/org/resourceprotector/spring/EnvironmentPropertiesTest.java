package org.resourceprotector.spring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.properties.KnownSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** How names and values are read from the environment of Spring. */
class EnvironmentPropertiesTest {

    private static final String P = "resource-protector.";
    private static final String SECRET = "s3cr3t-of-the-client";

    private final StandardEnvironment environment = new StandardEnvironment();

    EnvironmentPropertiesTest() {
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    private static Map<String, Object> map(String... properties) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String property : properties) {
            map.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
        }
        return map;
    }

    /** Sources that are added later count for less. */
    private EnvironmentPropertiesTest file(String... properties) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "file" + environment.getPropertySources().size(), map(properties)));
        return this;
    }

    private EnvironmentPropertiesTest variables(String... variables) {
        environment
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource("systemEnvironment", map(variables)));
        return this;
    }

    private Map<String, String> read() {
        return EnvironmentProperties.read(environment);
    }

    private String refusal() {
        return assertThrows(IllegalStateException.class, this::read).getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource-protector.introspection.client-secret",
                "resourceProtector.introspection.clientSecret",
                "resource_protector.introspection.client_secret",
                "resourceprotector.introspection.clientsecret"
            })
    void everySpellingOfBoot_isTheSame(String name) {
        assertThat(file(name + "=" + SECRET).read(), is(Map.of(P + "introspection.client-secret", SECRET)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RESOURCEPROTECTOR_INTROSPECTION_CLIENTSECRET", "RESOURCE_PROTECTOR_INTROSPECTION_CLIENT_SECRET"
            })
    void environmentVariables_setTheSame(String name) {
        assertThat(variables(name + "=" + SECRET).read(), is(Map.of(P + "introspection.client-secret", SECRET)));
    }

    @Test
    void everyProperty_isSetByItsVariable() {
        for (String name : KnownSettings.names()) {
            assertThat(
                    new EnvironmentPropertiesTest()
                            .variables(variable(name) + "=1")
                            .read(),
                    is(Map.of(name, "1")));
        }
        assertThat(
                variables("RESOURCE_PROTECTOR_ISSUERS_STAFF_ISSUER=https://a").read(),
                is(Map.of(P + "issuers.staff.issuer", "https://a")));
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    @Test
    void listsAreOneText_orOneByOne() {
        assertThat(file(P + "audience=a, b").read(), is(Map.of(P + "audience", "a,b")));
        assertThat(
                new EnvironmentPropertiesTest()
                        .file(P + "audience[0]=a", P + "audience[1]=b", P + "issuers.staff.algorithms[0]=RS256")
                        .read(),
                is(Map.of(P + "audience", "a,b", P + "issuers.staff.algorithms", "RS256")));
        assertThat(
                new EnvironmentPropertiesTest()
                        .variables("RESOURCEPROTECTOR_AUDIENCE_0=a", "RESOURCEPROTECTOR_AUDIENCE_1=b")
                        .read(),
                is(Map.of(P + "audience", "a,b")));
    }

    @Test
    void listOfTheFirstSource_isNotMixedWithOthers() {
        assertThat(
                file(P + "audience=mine")
                        .file(P + "audience[0]=a", P + "audience[1]=b")
                        .read(),
                is(Map.of(P + "audience", "mine")));
    }

    @Test
    void elementWithAComma_isRefused() {
        assertThat(
                file(P + "audience[0]=a,b").refusal(),
                is(P + "audience has a value with a comma, which would count as two"));
    }

    @Test
    void listWithAGap_isRefusedWithoutItsValue() {
        assertThat(
                file(P + "audience[0]=a", P + "audience[2]=" + SECRET).refusal(),
                allOf(containsString(P + "audience cannot be read"), not(containsString(SECRET))));
    }

    @Test
    void oneOfWhatIsNoList_isNoProperty() {
        assertThat(
                file(P + "issuer[0]=https://as.example.com").refusal(),
                containsString(P + "issuer[0] is no property of Resource Protector"));
    }

    @Test
    void namedIssuers_keepTheirNames() {
        assertThat(
                file(P + "issuers.staffEU.issuer=https://a", P + "issuers.other.clockSkew=1s")
                        .variables("RESOURCEPROTECTOR_ISSUERS_STAFFEU_AUDIENCE=b")
                        .read(),
                is(Map.of(
                        P + "issuers.staffEU.issuer", "https://a",
                        P + "issuers.staffEU.audience", "b",
                        P + "issuers.other.clock-skew", "1s")));
    }

    @Test
    void variableOfAnIssuer_isOfTheOneThatAFileNames() {
        assertThat(
                file(P + "issuers.new_staff.issuer=https://a")
                        .variables("RESOURCE_PROTECTOR_ISSUERS_NEW_STAFF_JWKS_URI=https://a/keys")
                        .read(),
                is(Map.of(
                        P + "issuers.new_staff.issuer",
                        "https://a",
                        P + "issuers.new_staff.jwks-uri",
                        "https://a/keys")));
    }

    @Test
    void namedIssuer_isSetByAVariableAlone() {
        assertThat(
                variables("RESOURCE_PROTECTOR_ISSUERS_STAFF_EU_ISSUER=https://a")
                        .read(),
                is(Map.of(P + "issuers.staff-eu.issuer", "https://a")));
    }

    @ParameterizedTest
    @CsvSource({
        "resource-protector.isuer, '; is it resource-protector.issuer?'",
        "resource-protector.introspection.client-secert, '; is it resource-protector.introspection.client-secret?'",
        "resource-protector.issuers.staff.audiance, '; is it resource-protector.issuers.staff.audience?'",
        "resource-protector.something-else, '; docs/properties.md has those that there are'",
        "resource-protector.issuer.more, '; docs/properties.md has those that there are'"
    })
    void unknownProperty_namesItselfAndTheNearest(String name, String nearest) {
        assertThat(file(name + "=" + SECRET).refusal(), is(name + " is no property of Resource Protector" + nearest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource-protectors.require-https",
                "resource.protector.require-https",
                "resourceprotectors.requirehttps"
            })
    void mistypedBeginning_isRefused(String name) {
        assertThat(
                file(name + "=" + SECRET).refusal(),
                is(name + " counts for nothing; is it resource-protector.require-https?"));
    }

    @ParameterizedTest
    @CsvSource({
        "RESOURCE_PROTECTORS_REALM, RESOURCE_PROTECTOR_REALM",
        "RESOURCE_PROTECTORS_REQUIRE_HTTPS, RESOURCE_PROTECTOR_REQUIRE_HTTPS",
        "RESSOURCEPROTECTOR_REQUIREHTTPS, RESOURCE_PROTECTOR_REQUIRE_HTTPS",
        "RESOURCE_PROTECTER_ISSUERS_STAFF_EU_JWKS_URI, RESOURCE_PROTECTOR_ISSUERS_STAFF_EU_JWKS_URI"
    })
    void mistypedBeginningOfAVariable_isRefused(String name, String meant) {
        assertThat(variables(name + "=" + SECRET).refusal(), is(name + " counts for nothing; is it " + meant + "?"));
    }

    @Test
    void variableInSmallLetters_setsTheSame() {
        assertThat(variables("resource_protector_realm=a").read(), is(Map.of(P + "realm", "a")));
        assertThat(
                new EnvironmentPropertiesTest()
                        .variables("resource_protector_require_https=true")
                        .read(),
                is(Map.of(P + "require-https", "true")));
        assertThat(
                new EnvironmentPropertiesTest()
                        .variables("resource_protector_reelm=" + SECRET)
                        .refusal(),
                containsString("RESOURCE_PROTECTOR_REELM"));
    }

    /** Boot leaves it out without a word. */
    @Test
    void variableInMixedLetters_isRefused() {
        assertThat(
                file(P + "require-https=false")
                        .variables("Resource_Protector_Require_Https=true")
                        .refusal(),
                is("Resource_Protector_Require_Https counts for nothing; is it RESOURCE_PROTECTOR_REQUIRE_HTTPS?"));
        assertThat(
                new EnvironmentPropertiesTest()
                        .variables("ResourceProtector_RequireHttps=true")
                        .read(),
                is(Map.of(P + "require-https", "true")));
    }

    /** Boot reads them from the environment, and not from a file .env, a system property or the command line. */
    @ParameterizedTest
    @ValueSource(strings = {"RESOURCE_PROTECTOR_REQUIRE_HTTPS", "RESOURCEPROTECTOR_REQUIREHTTPS"})
    void variableThatIsNone_isRefused(String name) {
        assertThat(
                file(P + "issuer=https://a", name + "=true").refusal(),
                is(
                        "RESOURCE_PROTECTOR_REQUIRE_HTTPS counts for nothing, because nothing here reads it as an environment"
                                + " variable; write resource-protector.require-https"));
    }

    @ParameterizedTest
    @CsvSource({
        "resource_protector_realm, is it RESOURCE_PROTECTOR_REALM?",
        "RESOURCE_PROTECTORS_REALM, is it RESOURCE_PROTECTOR_REALM?",
        "RESOURCE_PROTECTOR_REELM, sets no property of Resource Protector"
    })
    void mistypedVariableThatIsNone_isRefused(String name, String message) {
        assertThat(file(name + "=" + SECRET).refusal(), allOf(containsString(message), not(containsString(SECRET))));
    }

    @Test
    void prefixOfVariables_isThatOfTheApplication() {
        SpringApplication application = new SpringApplication(EnvironmentPropertiesTest.class);
        application.setEnvironmentPrefix("shop");
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setEnvironment(environment);
        variables("RESOURCE_PROTECTOR_REQUIRE_HTTPS=true", "SHOP_RESOURCE_PROTECTOR_REALM=a");
        try (ConfigurableApplicationContext context = application.run()) {
            String refusal = assertThrows(
                            IllegalStateException.class, () -> EnvironmentProperties.read(context.getEnvironment()))
                    .getMessage();
            assertThat(refusal, startsWith("RESOURCE_PROTECTOR_REQUIRE_HTTPS counts for nothing"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESOURCE_PROTECTOR_ISSUER", "RESOURCEPROTECTOR_ISSUER"})
    void placeholderOfAFileLikeAnEnvironment_isFilledIn(String name) {
        assertThat(
                file(P + "issuer=${" + name + "}").file(name + "=https://a").read(),
                is(Map.of(P + "issuer", "https://a")));
    }

    /** Its name is of the application's choice, and that of no property. */
    @Test
    void placeholderThatBeginsAsOurVariablesDo_isFilledIn() {
        String secret = P + "introspection.client-secret";
        assertThat(
                file(secret + "=${RESOURCE_PROTECTOR_SECRET_OF_STAGING}")
                        .file("RESOURCE_PROTECTOR_SECRET_OF_STAGING=" + SECRET)
                        .read(),
                is(Map.of(secret, SECRET)));
        assertThat(
                new EnvironmentPropertiesTest()
                        .file("RESOURCE_PROTECTOR_REQUIRE_HTTP=true")
                        .refusal(),
                containsString("RESOURCE_PROTECTOR_REQUIRE_HTTP sets no property"));
    }

    /** A service without a dash in its name has variables that Boot takes for properties. */
    @ParameterizedTest
    @ValueSource(strings = {"SERVICE_HOST", "PORT_8080_TCP_ADDR"})
    void variableOfKubernetes_namesItsCause(String end) {
        assertThat(
                variables("RESOURCEPROTECTOR_" + end + "=10.0.0.1").refusal(),
                allOf(
                        containsString("if it is the environment variable RESOURCEPROTECTOR_" + end + ", Kubernetes"),
                        containsString("enableServiceLinks: false")));
    }

    /** In small letters and without a dash, names are often somebody else's. */
    @ParameterizedTest
    @CsvSource({
        "resourceprotector.protectunanotated, protect-unannotated",
        "resourceprotector.introspection.clientsecert, introspection.client-secret",
        "resourceprotector.issuers.staff.audiance, issuers.staff.audience"
    })
    void mistypedEndWithoutDashes_isRefused(String name, String meant) {
        assertThat(
                file(name + "=" + SECRET).refusal(),
                is(name.replaceFirst("resourceprotector", "resource-protector")
                        + " is no property of Resource Protector; is it resource-protector." + meant + "?"));
    }

    @ParameterizedTest
    @CsvSource({
        "RESOURCE_PROTECTOR_AUDIANCE, the environment variable RESOURCE_PROTECTOR_AUDIANCE sets no property",
        "RESOURCEPROTECTOR_AUDIANCE, resource-protector.audiance is no property"
    })
    void unknownVariable_namesItself(String name, String message) {
        assertThat(
                variables(name + "=" + SECRET).refusal(), allOf(containsString(message), not(containsString(SECRET))));
    }

    @Test
    void namesOfOthers_areLeftAlone() {
        assertThat(
                file("resourceprotector.shared=/tmp", "resource-protectors.isuer=x", "my.resource-protector.isuer=x")
                        .variables("MY_RESOURCE_PROTECTOR_ISUER=x")
                        .read(),
                is(Map.of()));
    }

    @Test
    void placeholders_areFilledIn() {
        assertThat(
                file(P + "issuer=https://${as.host}")
                        .file("as.host=as.example.com")
                        .read(),
                is(Map.of(P + "issuer", "https://as.example.com")));
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, https://${as.host}/realm, ': ${as.host}'",
        "audience, ${API_AUDIENCE}, ': ${API_AUDIENCE}'",
        "introspection.client-secret, ${CLIENT_SECRET}, ': ${CLIENT_SECRET}'",
        "introspection.client-secret, s3cr3t${nobody}, ''",
        "realm, s3cr3t${no body}, ''"
    })
    void placeholderThatNothingSets_isNamed(String name, String value, String shown) {
        assertThat(
                file(P + name + "=" + value).refusal(), is(P + name + " has a placeholder that nothing sets" + shown));
    }

    @ParameterizedTest
    @ValueSource(strings = {"realm", "audience"})
    void emptyProperty_isRefused(String name) {
        assertThat(file(P + name + "=").refusal(), is(P + name + " is empty; give it a value, or remove it"));
    }
}

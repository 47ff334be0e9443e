package org.resourceprotector.properties;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jwt.JwtProfile;

/** How properties are read, and which are refused. */
class PropertiesTest {

    private static final String P = "resource-protector.";
    private static final String ISSUER = P + "issuer=https://as.example.com";
    private static final String AUDIENCE = P + "audience=https://api.example.com";
    private static final String SECRET = "s3cr3t-of-the-client";

    private static Map<String, String> map(String... properties) {
        Map<String, String> map = new TreeMap<>();
        for (String property : properties) {
            map.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
        }
        return map;
    }

    private static Map<String, String> collected(String... properties) {
        Map<String, String> map = map(properties);
        return KnownSettings.collect(map.keySet(), name -> map.getOrDefault(name, map.get(variable(name))));
    }

    /** As MicroProfile Config looks for environment variables. */
    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
    }

    private static void build(String... properties) {
        new ConfiguredParts(collected(properties), List.of()).close();
    }

    private static String refusal(String... properties) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> build(properties));
        // a cause would show the value in the trace
        assertThat(refused.getCause(), is(nullValue()));
        return refused.getMessage();
    }

    @Test
    void issuerAndAudience_areEnough() {
        build(ISSUER, AUDIENCE);
    }

    @Test
    void everyJwtSetting_isTaken() {
        build(
                ISSUER,
                AUDIENCE + ", https://other.example.com",
                P + "profile=spring-authorization-server",
                P + "jwks-uri=https://as.example.com/keys",
                P + "algorithms=RS256,ES256",
                P + "clock-skew=30s",
                P + "scopes-from=scp,permissions",
                P + "roles-from=realm_access.roles",
                P + "accept-typ=JWT",
                P + "accept-missing-typ=true",
                P + "accept-missing-claims=jti",
                P + "cache-size=100",
                P + "cache-for=PT1M",
                P + "realm=shop",
                P + "error-uri=https://example.com/errors",
                P + "protect-unannotated=true",
                P + "require-https=true",
                P + "accept-form-token=true",
                P + "accept-query-token=false",
                P + "dpop=true",
                P + "dpop.public-uri=https://api.example.com/",
                P + "require-sender-constraint=true",
                P + "resource=https://api.example.com",
                P + "served-elsewhere=true",
                P + "insecure-loopback-http=false");
    }

    @Test
    void introspectionAlone_isEnough() {
        build(
                AUDIENCE,
                P + "introspection.endpoint=https://as.example.com/introspect",
                P + "introspection.client-id=api",
                P + "introspection.client-secret=" + SECRET);
    }

    /** Its clients would not find out where tokens are from. */
    @Test
    void resourceOfNoIssuer_isRefused() {
        String[] introspection = {
            AUDIENCE,
            P + "introspection.endpoint=https://as.example.com/introspect",
            P + "introspection.client-id=api",
            P + "introspection.client-secret=" + SECRET,
            P + "resource=https://api.example.com"
        };
        assertThat(
                refusal(introspection),
                is(P + "resource: without an authorization server it tells clients nothing; set " + P
                        + "introspection.issuer, too"));
        build(and(introspection, P + "introspection.issuer=https://as.example.com"));
        build(and(introspection, ISSUER));
    }

    @Test
    void everyIntrospectionSetting_isTaken() {
        build(
                P + "introspection.issuer=https://as.example.com",
                P + "introspection.endpoint=https://as.example.com/introspect",
                P + "introspection.client-id=api",
                P + "introspection.client-secret=" + SECRET,
                P + "introspection.client-authentication=post",
                P + "introspection.accept-any-audience=true",
                P + "introspection.clock-skew=5s",
                P + "introspection.scopes-from=scp",
                P + "introspection.roles-from=roles",
                P + "introspection.timeout=3s",
                P + "introspection.cache-for=10s",
                P + "introspection.negative-cache-for=1s",
                P + "introspection.cache-size=100");
        build(
                AUDIENCE,
                P + "introspection.endpoint=https://as.example.com/introspect",
                P + "introspection.client-id=api",
                P + "introspection.client-secret=" + SECRET,
                P + "introspection.accept-audience-from-client-id=true",
                P + "introspection.accept-missing-subject=true",
                P + "introspection.accept-kind-as-token-type=true",
                P + "introspection.cache-for=10s",
                P + "introspection.accept-stale-if-error=30s");
    }

    /** Java code would write them otherwise. */
    @Test
    void whatSaysNothingBesideAnother_isToldInProperties() {
        String[] introspection = {
            P + "introspection.endpoint=https://as.example.com/introspect",
            P + "introspection.client-id=api",
            P + "introspection.client-secret=" + SECRET,
            P + "introspection.accept-any-audience=true"
        };
        assertThat(
                refusal(and(introspection, P + "introspection.accept-audience-from-client-id=true")),
                endsWith(P + "introspection.accept-audience-from-client-id beside accept-any-audience says nothing"));
        assertThat(
                refusal(and(
                        introspection, P + "introspection.accept-stale-if-error=1m", P + "introspection.cache-for=0s")),
                endsWith(P + "introspection.accept-stale-if-error without cache-for: there is nothing stale"));
        assertThat(
                refusal(ISSUER, AUDIENCE, P + "served-elsewhere=true"),
                is(P + "served-elsewhere: " + P + "resource is missing: what is served elsewhere?"));
    }

    @Test
    void settingOfACacheThatIsNone_isRefused() {
        assertThat(
                refusal(ISSUER, AUDIENCE, P + "cache-size=0", P + "cache-for=1m"),
                is(P + "cache-for says nothing, because " + P + "cache-size is 0; leave one of them"));
        String staff = P + "issuers.staff.";
        assertThat(
                refusal(AUDIENCE, staff + "issuer=https://a.example", staff + "cache-size=0", staff + "cache-for=1m"),
                startsWith(staff + "cache-for says nothing"));
        build(ISSUER, AUDIENCE, P + "cache-size=0");
        build(ISSUER, AUDIENCE, P + "cache-for=1m");

        String[] introspection = {
            AUDIENCE,
            P + "introspection.endpoint=https://as.example.com/introspect",
            P + "introspection.client-id=api",
            P + "introspection.client-secret=" + SECRET,
            P + "introspection.cache-size=100"
        };
        String idle = P + "introspection.cache-size says nothing without " + P + "introspection.cache-for or " + P
                + "introspection.negative-cache-for";
        assertThat(refusal(introspection), is(idle));
        assertThat(refusal(and(introspection, P + "introspection.cache-for=0s")), is(idle));
        assertThat(refusal(and(introspection, P + "introspection.negative-cache-for=PT0S")), is(idle));
        build(and(introspection, P + "introspection.cache-for=1s"));
        build(and(introspection, P + "introspection.negative-cache-for=1s"));
    }

    @Test
    void namedIssuers_shareTheAudience() {
        build(
                AUDIENCE,
                P + "issuers.staff.issuer=https://staff.example.com",
                P + "issuers.staff.profile=KEYCLOAK",
                P + "issuers.customers.issuer=https://customers.example.com",
                P + "issuers.customers.audience=customers");
    }

    @ParameterizedTest
    @CsvSource({
        "isuer, '; is it resource-protector.issuer?'",
        "introspection.client-secert, '; is it resource-protector.introspection.client-secret?'",
        "issuers.staff.audiance, '; is it resource-protector.issuers.staff.audience?'",
        "something-else, '; docs/properties.md has those that there are'",
        "issuers.staff, '; docs/properties.md has those that there are'",
        "issuers.a.b.issuer, '; docs/properties.md has those that there are'"
    })
    void unknownProperty_namesItselfAndTheNearest(String name, String nearest) {
        assertThat(
                refusal(ISSUER, AUDIENCE, P + name + "=" + SECRET),
                is(P + name + " is no property of Resource Protector" + nearest));
    }

    @ParameterizedTest
    @CsvSource({
        "resource-protectors.require-https, resource-protector.require-https",
        "resource.protector.audience, resource-protector.audience",
        "resourceprotector.introspection.client-secret, resource-protector.introspection.client-secret",
        "ressource-protector.issuers.staff.audience, resource-protector.issuers.staff.audience",
        "resource-protectors.requirehttps, resource-protector.require-https",
        "resourceProtector.requireHttps, resource-protector.require-https",
        "Resource-Protector.require-https, resource-protector.require-https",
        "resourceProtector.issuers.staffEU.jwksUri, resource-protector.issuers.staffEU.jwks-uri",
        "RESOURCE_PROTECTORS_REQUIRE_HTTPS, RESOURCE_PROTECTOR_REQUIRE_HTTPS",
        "RESOURCE_PROTECTORS_ISSUERS_STAFF_JWKS_URI, RESOURCE_PROTECTOR_ISSUERS_STAFF_JWKS_URI"
    })
    void mistypedBeginning_isRefused(String name, String meant) {
        assertThat(
                refusal(ISSUER, AUDIENCE, name + "=" + SECRET), is(name + " counts for nothing; is it " + meant + "?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource-protectors.something",
                "my.resource-protector.issuer",
                "resource.issuer",
                "PROTECTOR_ISSUER",
                "PROTECTOR_ISSUERS_STAFF_ISSUER",
                "RESOURCE_PROTECTORS_ISSUERS_STAFF",
                "resource-protector2you.issuers.staff.audience"
            })
    void namesOfOthers_areLeftAlone(String name) {
        assertThat(collected(name + "=x"), is(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "issuer=http://localhost:8080, issuer",
        "jwks-uri=http://localhost:8080/keys, jwks-uri",
        "resource=http://localhost:8080, resource",
        "issuers.staff.issuer=http://localhost:8080, issuers.staff.issuer"
    })
    void plainHttp_namesThePropertyThatAllowsIt(String property, String name) {
        assertThat(
                refusal(P + property, name.equals("issuer") ? AUDIENCE : ISSUER, AUDIENCE),
                allOf(
                        startsWith(P + name + ": "),
                        endsWith(" must begin with https://; plain http is for loopback hosts, and only by"
                                + " resource-protector.insecure-loopback-http=true")));
        build(P + property, name.equals("issuer") ? AUDIENCE : ISSUER, AUDIENCE, P + "insecure-loopback-http=true");
    }

    @Test
    void plainHttpOfIntrospection_namesThePropertyThatAllowsIt() {
        for (String address : List.of("endpoint", "issuer")) {
            assertThat(
                    refusal(
                            AUDIENCE,
                            P + "introspection." + address + "=http://localhost:8080",
                            P + "introspection.client-id=api",
                            P + "introspection.client-secret=" + SECRET),
                    allOf(
                            containsString(P + "introspection." + address + ": "),
                            containsString("only by resource-protector.insecure-loopback-http=true")));
        }
    }

    @Test
    void emptyProperty_isRefused() {
        assertThat(refusal(ISSUER, AUDIENCE, P + "realm="), is(P + "realm is empty; give it a value, or remove it"));
    }

    @ParameterizedTest
    @CsvSource({
        "clock-skew=soon, is no duration such as 30s",
        "clock-skew=2h, clockSkew must be from",
        "protect-unannotated=yes, is neither true nor false",
        "cache-size=many, is no whole number",
        "profile=KEYCLOACK, 'is none of AUTH0, COGNITO, ENTRA_ID, GOOGLE, KEYCLOAK'",
        "'algorithms=RS256,', is a list with nothing between two commas",
        "jwks-uri=http://as.example.com/keys, https",
        "jwks-uri=https://as example, is no address",
        "error-uri=errors, an error page is an absolute URI",
        "error-uri=s3cr3t text, Illegal character",
        "'algorithms=RS256,s3cr3t', not one of",
        "'accept-missing-claims=sub, s3cr3t', not one of",
        "'accept-typ=JWT, s3cr3t', no type of an access token",
        "resource=https://s3cr3t.example.com?x=y, leave out the query",
        "resource=http://api.example.com, https",
        "require-sender-constraint=true, nothing can be proved; set resource-protector.dpop to true"
    })
    void valueThatIsNone_namesItsProperty(String property, String why) {
        assertThat(
                refusal(ISSUER, AUDIENCE, P + property),
                allOf(
                        containsString(P + property.substring(0, property.indexOf('='))),
                        containsString(why),
                        not(containsString("s3cr3t"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.com",
                "https://api.example.com/v1",
                "https://api.example.com?x",
                "https://api.example.com#x",
                "https://s3cr3t@api.example.com",
                "ftp://api.example.com",
                "https://api_1.example.com",
                "https:///",
                "https://a b"
            })
    void publicUriThatIsNoServerAlone_isRefused(String value) {
        assertThat(
                refusal(ISSUER, AUDIENCE, P + "dpop=true", P + "dpop.public-uri=" + value),
                is(P + "dpop.public-uri is no address of a server alone, such as https://api.example.com"));
    }

    @Test
    void publicUriWithoutProofs_isRefused() {
        String publicUri = P + "dpop.public-uri=https://api.example.com:8443";
        String message = P + "dpop.public-uri: there are no proofs; set " + P + "dpop to true";
        assertThat(refusal(ISSUER, AUDIENCE, publicUri), is(message));
        assertThat(refusal(ISSUER, AUDIENCE, publicUri, P + "dpop=false"), is(message));
        build(ISSUER, AUDIENCE, publicUri, P + "dpop=true");
    }

    @Test
    void mistypedProfile_isAskedAbout() {
        assertThat(
                refusal(ISSUER, AUDIENCE, P + "profile=keycloack"),
                is(P + "profile is none of AUTH0, COGNITO, ENTRA_ID, GOOGLE, KEYCLOAK, LEMONLDAP_NG, OKTA, RFC9068,"
                        + " SPRING_AUTHORIZATION_SERVER, UAA; is it KEYCLOAK?"));
        assertThat(refusal(ISSUER, AUDIENCE, P + "profile=s3cr3t"), endsWith("UAA"));
    }

    @Test
    void severalWrongNames_areToldAtOnce() {
        assertThat(
                refusal(P + "isuer=x", P + "audiance=", P + "realm=", "RESOURCE_PROTECTOR_NOTHING=x"),
                is("the environment variable RESOURCE_PROTECTOR_NOTHING sets no property of Resource Protector;"
                        + " docs/properties.md has those that there are\n" + P
                        + "audiance is no property of Resource Protector; is it " + P + "audience?\n" + P
                        + "isuer is no property of Resource Protector; is it " + P + "issuer?\n" + P
                        + "realm is empty; give it a value, or remove it"));
    }

    @Test
    void addressWithoutItsScheme_isToldWhatToWrite() {
        assertThat(
                refusal(P + "issuer=idp.example.org", AUDIENCE),
                is(P + "issuer: issuer must begin with https:// and a host without underscores, for example"
                        + " https://as.example.com"));
        assertThat(
                refusal(ISSUER, AUDIENCE, P + "jwks-uri=idp.example.org/keys"),
                startsWith(P + "jwks-uri: jwksUri must begin with https://"));
    }

    @Test
    void settingsThatHintsName_areThere() throws IOException {
        Matcher names = Pattern.compile("resource-protector\\.[a-z.-]*[a-z]")
                .matcher(Files.readString(Path.of(System.getProperty("basedir", "."))
                        .toAbsolutePath()
                        .resolve("../../docs/troubleshooting.md")));
        Set<String> unknown = new TreeSet<>();
        int found = 0;
        while (names.find()) {
            found++;
            if (KnownSettings.names().stream().noneMatch(name -> name.startsWith(names.group()))) {
                unknown.add(names.group());
            }
        }
        assertThat(unknown, is(Set.of()));
        assertThat(found > 0, is(true));
    }

    @Test
    void messageAboutAShortValue_staysReadable() {
        assertThat(refusal(ISSUER, AUDIENCE, P + "algorithms=RS"), containsString("RS256"));
    }

    @Test
    void nameWithoutAValue_isNoProperty() {
        assertThat(KnownSettings.collect(List.of(P + "realm", P + "isuer"), name -> null), is(Map.of()));
    }

    @Test
    void issuerWithoutAudience_isRefused() {
        assertThat(
                refusal(ISSUER),
                is(P
                        + "audience is missing: whom are the tokens for? Without it tokens for other resource servers would"
                        + " do; for example " + P + "audience=https://api.example.com"));
        assertThat(
                refusal(P + "issuers.staff.issuer=https://as.example.com"),
                containsString(P + "issuers.staff.audience is missing"));
    }

    @Test
    void audienceWithoutIssuer_isRefused() {
        assertThat(
                refusal(AUDIENCE),
                is(P + "issuer is missing: who issues the tokens? Without it anybody could; for example " + P
                        + "issuer=https://as.example.com"));
        assertThat(
                refusal(AUDIENCE, P + "issuers.staff.profile=KEYCLOAK"),
                containsString(P + "issuers.staff.issuer is missing"));
    }

    @Test
    void settingOfNoIssuer_isRefused() {
        assertThat(
                refusal(AUDIENCE, P + "issuers.staff.issuer=https://as.example.com", P + "profile=KEYCLOAK"),
                is(P + "profile says nothing without " + P + "issuer"));
    }

    @Test
    void oneIssuerTwice_isRefused() {
        assertThat(
                refusal(ISSUER, AUDIENCE, P + "issuers.staff.issuer=https://as.example.com"),
                is(P + "issuers.staff.issuer names the same issuer as " + P + "issuer; leave one of them"));
    }

    @Test
    void introspectionOfNobody_isRefused() {
        assertThat(
                refusal(ISSUER, AUDIENCE, P + "introspection.client-id=api"),
                containsString(P + "introspection.endpoint is missing"));
    }

    @Test
    void introspectionByNobody_isRefused() {
        String endpoint = P + "introspection.endpoint=https://as.example.com/introspect";
        assertThat(refusal(AUDIENCE, endpoint), containsString(P + "introspection.client-id is missing"));
        assertThat(
                refusal(AUDIENCE, endpoint, P + "introspection.client-id=api"),
                containsString(P + "introspection.client-secret is missing"));
    }

    @Test
    void anyAudienceBesideOne_isRefused() {
        assertThat(
                refusal(
                        P + "introspection.endpoint=https://as.example.com/introspect",
                        P + "introspection.client-id=api",
                        P + "introspection.client-secret=" + SECRET,
                        P + "introspection.audience=api",
                        P + "introspection.accept-any-audience=true"),
                is(P + "introspection.accept-any-audience contradicts " + P
                        + "introspection.audience; leave one of them"));
    }

    /** Nobody is left whom the audience could count for, and it looks as if it did. */
    @Test
    void anyAudienceBesideTheOneOfAll_isRefused() {
        String contradiction = P + "introspection.accept-any-audience contradicts " + P + "audience; leave one of them";
        String[] introspection = {
            AUDIENCE,
            P + "introspection.endpoint=https://as.example.com/introspect",
            P + "introspection.client-id=api",
            P + "introspection.client-secret=" + SECRET,
            P + "introspection.accept-any-audience=true"
        };
        assertThat(refusal(introspection), is(contradiction));
        assertThat(
                refusal(and(
                        introspection,
                        P + "issuers.staff.issuer=https://staff.example.com",
                        P + "issuers.staff.audience=staff")),
                is(contradiction));
        build(and(introspection, ISSUER));
        build(and(introspection, P + "issuers.staff.issuer=https://staff.example.com"));
        introspection[4] = P + "introspection.accept-any-audience=false";
        build(introspection);
    }

    /** The more specific one counts, as it does where only some have one. */
    @Test
    void audienceThatEachIssuerOverrides_isADefault() {
        build(
                AUDIENCE,
                P + "issuers.staff.issuer=https://staff.example.com",
                P + "issuers.staff.audience=staff",
                P + "introspection.endpoint=https://as.example.com/introspect",
                P + "introspection.client-id=api",
                P + "introspection.client-secret=" + SECRET,
                P + "introspection.audience=api");
    }

    private static String[] and(String[] properties, String... more) {
        return Stream.concat(Stream.of(properties), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void secretInTheWrongPlace_isNotShown() {
        for (String name :
                List.of("clock-skew", "profile", "protect-unannotated", "cache-size", "jwks-uri", "realm\u007f")) {
            assertThat(refusal(ISSUER, AUDIENCE, P + name + "=" + SECRET), not(containsString(SECRET)));
        }
        assertThat(
                refusal(
                        AUDIENCE,
                        P + "introspection.endpoint=https://as.example.com/introspect",
                        P + "introspection.client-id=api",
                        P + "introspection.client-secret=" + SECRET,
                        P + "introspection.client-authentication=" + SECRET),
                not(containsString(SECRET)));
    }

    @Test
    void environmentVariables_setTheSame() {
        Map<String, String> found = collected(
                "RESOURCE_PROTECTOR_AUDIENCE=api",
                "RESOURCE_PROTECTOR_INTROSPECTION_CLIENT_SECRET=" + SECRET,
                "RESOURCE_PROTECTOR_ISSUERS_STAFF_EU_ISSUER=https://staff.example.com",
                "RESOURCE_PROTECTOR_ISSUERS_STAFF_EU_CACHE_FOR=10s");
        assertThat(
                found,
                allOf(
                        hasEntry(P + "audience", "api"),
                        hasEntry(P + "introspection.client-secret", SECRET),
                        hasEntry(P + "issuers.staff-eu.issuer", "https://staff.example.com"),
                        hasEntry(P + "issuers.staff-eu.cache-for", "10s")));
    }

    /** Configurations list a variable by its name with full stops, too, and answer to both. */
    @Test
    void echoOfAVariable_isNobodysTypingError() {
        Map<String, String> values = Map.of(
                P + "issuer", "https://a", "resource.protector.issuer", "https://a", "RESOURCE_PROTECTOR_ISSUER", "x");
        Map<String, String> found =
                KnownSettings.collect(List.of("resource.protector.issuer", "RESOURCE_PROTECTOR_ISSUER"), values::get);
        assertThat(found, is(Map.of(P + "issuer", "https://a")));
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> KnownSettings.collect(List.of("resource.protector.issuer"), values::get));
        assertThat(refused.getMessage(), containsString("is it resource-protector.issuer?"));
    }

    @Test
    void environmentVariable_overridesTheIssuerOfThatName() {
        Map<String, String> values = Map.of(P + "issuers.Staff.issuer", "https://from.the.variable");
        Map<String, String> found = KnownSettings.collect(
                List.of(P + "issuers.Staff.issuer", "RESOURCE_PROTECTOR_ISSUERS_STAFF_ISSUER"), values::get);
        assertThat(found, is(values));
    }

    /** A file or a system property, which no configuration reads so. */
    @ParameterizedTest
    @CsvSource({
        "RESOURCE_PROTECTOR_REQUIRE_HTTPS, require-https",
        "RESOURCE_PROTECTOR_ISSUERS_STAFF_JWKS_URI, issuers.staff.jwks-uri"
    })
    void variableThatNothingReads_isRefused(String name, String property) {
        Map<String, String> values = Map.of(name, SECRET, P + "issuer", "https://a");
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> KnownSettings.collect(values.keySet(), values::get));
        assertThat(
                refused.getMessage(),
                is(name + " counts for nothing, because nothing here reads it as an environment variable; write " + P
                        + property));
    }

    @ParameterizedTest
    @ValueSource(strings = {"new_staff", "new-staff", "newStaff", "New_Staff"})
    void environmentVariable_isOfTheIssuerThatAFileNames(String issuer) {
        String named = P + "issuers." + issuer + ".";
        String ofTheVariable = P + "issuers." + (issuer.equals("newStaff") ? "new-staff" : issuer) + ".audience";
        assertThat(
                collected(named + "issuer=https://a", "RESOURCE_PROTECTOR_ISSUERS_NEW_STAFF_AUDIENCE=b"),
                is(Map.of(named + "issuer", "https://a", ofTheVariable, "b")));
    }

    @Test
    void unknownEnvironmentVariable_namesItself() {
        assertThat(
                refusal(ISSUER, AUDIENCE, "RESOURCE_PROTECTOR_AUDIANCE=" + SECRET),
                containsString("the environment variable RESOURCE_PROTECTOR_AUDIANCE sets no property"));
    }

    /** Some configurations read them, and others leave them out without a word. */
    @ParameterizedTest
    @CsvSource({
        "Resource_Protector_Require_Https, RESOURCE_PROTECTOR_REQUIRE_HTTPS",
        "RESOURCE_PROTECTOR_ISSUERS_Staff_JWKS_URI, RESOURCE_PROTECTOR_ISSUERS_STAFF_JWKS_URI",
        "resource_protector_clock_skew, RESOURCE_PROTECTOR_CLOCK_SKEW"
    })
    void variableThatIsNotInCapitals_isRefused(String name, String meant) {
        assertThat(
                refusal(ISSUER, AUDIENCE, name + "=" + SECRET), is(name + " counts for nothing; is it " + meant + "?"));
    }

    @Test
    void unknownVariableThatIsNotInCapitals_namesItself() {
        assertThat(
                refusal(ISSUER, AUDIENCE, "resource_protector_audiance=" + SECRET),
                startsWith("the environment variable resource_protector_audiance sets no property"));
    }

    /** With the name by which the configuration lists it, too. */
    @ParameterizedTest
    @CsvSource({
        "resource_protector_realm, resource.protector.realm, realm",
        "resource_protector_issuers_staff_jwks_uri, resource.protector.issuers.staff.jwks.uri, issuers.staff.jwks-uri"
    })
    void variableInSmallLetters_countsWhereItIsRead(String variable, String echo, String property) {
        Map<String, String> values = Map.of(variable, "a", echo, "a", P + property, "a");
        assertThat(KnownSettings.collect(List.of(variable, echo), values::get), is(Map.of(P + property, "a")));
    }

    /** Each pod has these if a service of its namespace has our name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SERVICE_HOST",
                "API_SERVICE_HOST",
                "API_PORT_80_TCP_ADDR",
                "SERVICE_PORT",
                "SERVICE_PORT_HTTP",
                "PORT",
                "PORT_8080_TCP",
                "PORT_8080_TCP_PROTO",
                "PORT_8080_TCP_ADDR"
            })
    void variableOfKubernetes_namesItsCause(String end) {
        assertThat(
                refusal(ISSUER, AUDIENCE, "RESOURCE_PROTECTOR_" + end + "=10.0.0.1"),
                is(
                        "the environment variable RESOURCE_PROTECTOR_" + end
                                + " sets no property of Resource Protector;"
                                + " Kubernetes sets it because of a service whose name begins with resource-protector or"
                                + " resourceprotector: write enableServiceLinks: false into the pod, or name the service otherwise"));
    }

    /** As a file of YAML gives it. */
    @ParameterizedTest
    @ValueSource(strings = {"audience", "issuers.staff.algorithms", "introspection.roles-from"})
    void oneOfAList_isToldHowListsAreWritten(String name) {
        assertThat(
                refusal(ISSUER, AUDIENCE, P + name + "[0]=" + SECRET),
                is(P + name + "[0] is one of a list; write all of it as one text, parted by commas: " + P + name));
    }

    @Test
    void oneOfWhatIsNoList_isNoProperty() {
        assertThat(
                refusal(ISSUER, AUDIENCE, P + "realm[0]=api"), startsWith(P + "realm[0] is no property of Resource"));
    }

    @Test
    void everyProfile_hasAName() throws IllegalAccessException {
        for (Field field : JwtProfile.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == JwtProfile.class) {
                assertThat(field.get(null).toString(), is(field.getName()));
                build(ISSUER, AUDIENCE, P + "profile=" + field.getName());
            }
        }
    }
}

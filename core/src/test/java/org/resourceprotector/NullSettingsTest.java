package org.resourceprotector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtIssuers;
import org.resourceprotector.jwt.JwtProfile;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.mtls.ClientCertificateFormat;
import org.resourceprotector.mtls.MutualTls;

/** What an application hears that hands over what its configuration does not have. */
@NullUnmarked
class NullSettingsTest {

    /** What a configuration answers that is not there yet. */
    private static final String ABSENT = null;

    private static Arguments of(String setting, Executable call) {
        return Arguments.of(setting, call);
    }

    static Stream<Arguments> settings() {
        JwtValidator.Builder jwt = JwtValidator.builder();
        IntrospectionValidator.Builder introspection = IntrospectionValidator.builder();
        RemoteKeySource.Builder keys = RemoteKeySource.builder();
        ResourceMetadata.Builder metadata = ResourceMetadata.builder();
        ResourceProtector.Builder protector = ResourceProtector.builder();
        JwtProfile.Builder profile = JwtProfile.builder("own");
        return Stream.of(
                of("issuer", () -> jwt.issuer(ABSENT)),
                of("audience", () -> jwt.audience(ABSENT)),
                of("audience", () -> jwt.audience("a", ABSENT)),
                of("audience", () -> jwt.audience((String[]) null)),
                of("algorithms", () -> jwt.algorithms(ABSENT)),
                of("acceptTyp", () -> jwt.acceptTyp(ABSENT)),
                of("acceptMissingClaims", () -> jwt.acceptMissingClaims(ABSENT)),
                of("requireClaim", () -> jwt.requireClaim(ABSENT)),
                of("requireClaim", () -> jwt.requireClaim("a", ABSENT)),
                of("refuseClaim", () -> jwt.refuseClaim(ABSENT)),
                of("acceptSymmetricKey", () -> jwt.acceptSymmetricKey(null, "HS256")),
                of("algorithm", () -> jwt.acceptSymmetricKey(new byte[32], ABSENT)),
                of("the path of a claim", () -> jwt.scopesFrom(ABSENT)),
                of("the path of a claim", () -> jwt.rolesFrom(ABSENT)),
                of("the name of a profile", () -> JwtProfile.builder(ABSENT)),
                of("clientIdFrom", () -> profile.clientIdFrom(ABSENT)),
                of("the path of a claim", () -> profile.groupsFrom(ABSENT)),
                of("template", () -> JwtIssuers.builder().template(ABSENT, tenant -> true, issuer -> null)),
                of("issuer", () -> introspection.issuer(ABSENT)),
                of("endpoint", () -> introspection.endpoint(null)),
                of("audience", () -> introspection.audience(ABSENT)),
                of("algorithms", () -> introspection.algorithms(ABSENT)),
                of("requireClaim", () -> introspection.requireClaim(ABSENT)),
                of("requireClaim", () -> introspection.requireClaim("a", ABSENT)),
                of("refuseClaim", () -> introspection.refuseClaim(ABSENT)),
                of("parameter", () -> introspection.parameter(ABSENT, "a")),
                of("parameter a", () -> introspection.parameter("a", ABSENT)),
                of("the client identifier", () -> ClientAuthentication.basic(ABSENT, "s")),
                of("the client secret", () -> ClientAuthentication.basic("a", ABSENT)),
                of("the client identifier", () -> ClientAuthentication.post(ABSENT, "s")),
                of("the client secret", () -> ClientAuthentication.post("a", ABSENT)),
                of("the client key", () -> ClientAuthentication.privateKeyJwt("a", null)),
                of("the client identifier", () -> ClientAuthentication.tls(ABSENT, null)),
                of("issuer", () -> KeySource.fromIssuer(ABSENT)),
                of("jwksUri", () -> KeySource.jwksUri(null)),
                of("jwkSet", () -> KeySource.jwkSet(ABSENT)),
                of("jwkSet", () -> DecryptionKeys.jwkSet(ABSENT)),
                of("header", () -> keys.header(ABSENT, "a")),
                of("header a", () -> keys.header("a", ABSENT)),
                of("insecureHttp", () -> keys.insecureHttp(ABSENT)),
                of("resource", () -> metadata.resource(ABSENT)),
                of("authorizationServers", () -> metadata.authorizationServers(ABSENT)),
                of("scopesSupported", () -> metadata.scopesSupported(ABSENT)),
                of("authorizationDetailsTypes", () -> metadata.authorizationDetailsTypes(ABSENT)),
                of("resource_name", () -> metadata.name(ABSENT)),
                of("the language of a name", () -> metadata.name(ABSENT, "a")),
                of("the address of a page", () -> metadata.documentation(null)),
                of("endpointsBelow", () -> metadata.endpointsBelow(ABSENT)),
                of("issuer", () -> metadata.signedBy(ABSENT, null, "RS256", null)),
                of("fromHeader", () -> MutualTls.fromHeader(ABSENT, ClientCertificateFormat.RFC9440)),
                of(
                        "trustedProxies",
                        () -> MutualTls.fromHeader("a", ClientCertificateFormat.RFC9440)
                                .trustedProxies(ABSENT)),
                of("algorithms", () -> Dpop.builder().algorithms(ABSENT)),
                of("the name of the store", () -> SharedReplayStore.builder(ABSENT)),
                of("realm", () -> protector.realm(ABSENT)),
                of("errorUri", () -> protector.errorUri(ABSENT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void settingThatIsNull_isNamedWithAReason(String setting, Executable call) {
        String message = assertThrows(NullPointerException.class, call).getMessage();

        assertThat(message, startsWith(setting + " is null: "));
        assertThat(message, containsString("Quarkus RESTEasy Classic calls getSingletons() at build time"));
        assertThat(message, containsString("register the protector in a Feature with @Provider"));
    }
}

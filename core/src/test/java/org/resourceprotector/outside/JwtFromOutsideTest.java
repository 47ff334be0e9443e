package org.resourceprotector.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resourceprotector.jwt.JwtAccessToken;
import org.resourceprotector.jwt.JwtProfile;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Verdict;

/** Uses the validator as an application does, from a package of its own. */
class JwtFromOutsideTest {

    @Test
    void everySettingIsWithinReach() {
        KeySource keys = KeySource.fromIssuer("https://as.example.com");
        JwtValidator.Builder builder = JwtValidator.builder()
                .issuer("https://as.example.com")
                .audience("https://rs.example.com", "https://old.rs.example.com")
                .keys(keys)
                .profile(JwtProfile.KEYCLOAK)
                .algorithms("RS256", "ES256")
                .clock(Clock.systemUTC())
                .clockSkew(Duration.ofSeconds(10))
                .scopesFrom("scp")
                .rolesFrom("realm_access", "roles")
                .cacheSize(100)
                .cacheFor(Duration.ofMinutes(1))
                .acceptTyp("x+jwt")
                .acceptMissingTyp()
                .acceptMissingClaims("jti")
                .profile(JwtProfile.builder("mine")
                        .acceptAudienceFromClientId()
                        .clientIdFrom("cid")
                        .groupsFrom("grp")
                        .requireClaim("use", "access")
                        .build())
                .acceptSymmetricKey("0123456789abcdef0123456789abcdef".getBytes(UTF_8), "HS256");
        JwtValidator validator = builder.build();

        assertThat(validator.validate(PresentedToken.bearer("opaque")), is(Verdict.notMine()));
        assertThat(validator.toString(), containsString("issuer=https://as.example.com"));
    }

    @Test
    void issuerAndAudienceAreEnough() {
        JwtValidator validator = JwtValidator.builder()
                .issuer("https://as.example.com")
                .audience("https://rs.example.com")
                .build();

        assertThat(validator.validate(PresentedToken.bearer("opaque")), is(Verdict.notMine()));
    }

    @Test
    void noTypeOfOthersIsInASignature() {
        List<String> strange = new ArrayList<>();
        for (Class<?> type :
                List.of(JwtValidator.class, JwtValidator.Builder.class, JwtAccessToken.class, JwtProfile.class)) {
            for (Method method : type.getMethods()) {
                if (Modifier.isPublic(method.getModifiers())) {
                    strange.add(method.toGenericString());
                }
            }
        }

        assertThat(String.join("\n", strange), not(containsString("nimbus")));
        assertThat(String.join("\n", strange), not(containsString("caffeine")));
    }
}

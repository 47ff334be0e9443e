package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Verdict;

/** Which issuers a template is for, where the application permits every segment. */
class IssuerTemplateTest {

    private static final String BEFORE = "https://as.example.com/";

    private final List<String> segments = new ArrayList<>();

    private static JwtValidator validator(String issuer) {
        return JwtValidator.builder()
                .issuer(issuer)
                .audience(TokenForge.AUDIENCE)
                .keys(FakeKeySource.published())
                .clock(new MovedClock())
                .build();
    }

    private Verdict verdict(String template, String issuer) {
        JwtIssuers issuers = JwtIssuers.builder()
                .template(template, segments::add, IssuerTemplateTest::validator)
                .build();
        return issuers.validate(
                PresentedToken.bearer(TokenForge.good().claim("iss", issuer).token()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "A", "Z", "0", "9", "-", "_", "~", "...", ".a", "a.", "09-AZ_az~x.y"})
    void unreservedCharactersAreASegment(String segment) {
        assertThat(verdict(BEFORE + "{t}/v2", BEFORE + segment + "/v2"), instanceOf(Verdict.Accepted.class));
        assertThat(segments.get(0), is(segment));
        assertThat(verdict(BEFORE + "{t}", BEFORE + segment), instanceOf(Verdict.Accepted.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "`", "{", "@", "[", "/", ":", "a/b", "a%20", "a b", "a?", "a#", "é", "a\u0000"})
    void anythingElseIsNone(String segment) {
        assertThat(verdict(BEFORE + "{t}/v2", BEFORE + segment + "/v2"), instanceOf(Verdict.NotMine.class));
        assertThat(verdict(BEFORE + "{t}", BEFORE + segment), instanceOf(Verdict.NotMine.class));
        assertThat(segments, is(empty()));
    }

    @Test
    void segmentHasAtMost128Characters() {
        assertThat(verdict(BEFORE + "{t}", BEFORE + "x".repeat(128)), instanceOf(Verdict.Accepted.class));
        assertThat(verdict(BEFORE + "{t}", BEFORE + "x".repeat(129)), instanceOf(Verdict.NotMine.class));
        assertThat(segments.get(0), is("x".repeat(128)));
    }

    @Test
    void whatIsBeforeAndBehindIsComparedCharacterByCharacter() {
        String template = BEFORE + "{tenant}/x";
        for (String other : List.of(
                "https://as.example.org/t/x",
                "http://as.example.com/t/x",
                BEFORE + "t/y",
                BEFORE + "t/X",
                BEFORE + "t/",
                BEFORE + "t",
                BEFORE + "x",
                BEFORE + "/x",
                BEFORE,
                "/x")) {
            assertThat(other, verdict(template, other), instanceOf(Verdict.NotMine.class));
        }
        assertThat(segments, is(empty()));
    }

    @Test
    void firstTemplateThatPermitsMakesTheValidator() {
        List<String> made = new ArrayList<>();
        JwtIssuers issuers = JwtIssuers.builder()
                .template(BEFORE + "{t}", "one"::equals, issuer -> made("first", issuer, made))
                .template(BEFORE + "{t}", segment -> true, issuer -> made("second", issuer, made))
                .build();
        for (String tenant : List.of("one", "two")) {
            assertThat(
                    issuers.validate(PresentedToken.bearer(
                            TokenForge.good().claim("iss", BEFORE + tenant).token())),
                    instanceOf(Verdict.Accepted.class));
        }
        assertThat(made, contains("first", "second"));
    }

    private static JwtValidator made(String by, String issuer, List<String> made) {
        made.add(by);
        return validator(issuer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a/b/{t}", "https:/a/{t}", "https://a/{t}}", "https://a/{t{u}", "https://a/{t}/}", "//a/{t}"})
    void whatIsNotAnAddressWithOneNameInBracesIsRefused(String template) {
        assertThrows(
                IllegalArgumentException.class,
                () -> JwtIssuers.builder().template(template, segment -> true, IssuerTemplateTest::validator));
    }
}

package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.RememberingValidator;
import org.resourceprotector.token.TokenDigest;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** A validator that remembers is asked for the digest first, and a request is treated as by any other in every other respect. */
class ValidationTest {

    private static final URI SECURE = URI.create("https://rs.example.com/api");
    private static final URI INSECURE = URI.create("http://rs.example.com/api");

    private final List<String> asked = new ArrayList<>();
    private final Set<@Nullable TokenDigest> remembered = new HashSet<>(Set.of(TokenDigest.of("seen")));
    private Supplier<@Nullable AccessToken> memory = () -> ApiToken.of("bob", "read");
    private Runnable whenAsked = () -> {};
    private final List<@Nullable String> details = new ArrayList<>();
    private boolean secureOnly;

    /** Remembers the token "seen", and accepts the token "good". */
    private final class Remembering implements RememberingValidator {

        @Override
        public @Nullable AccessToken recall(TokenDigest digest) {
            asked.add("a digest");
            whenAsked.run();
            return remembered.contains(digest) ? memory.get() : null;
        }

        @Override
        public Verdict validate(PresentedToken token) {
            asked.add(token.value());
            return token.value().equals("good")
                    ? Verdict.accepted(ApiToken.of("alice", "read"))
                    : Verdict.rejected(Rejection.of(Reason.UNKNOWN));
        }
    }

    private String come(String line, URI uri) {
        PresentedToken.Request request = new PresentedToken("Bearer", "-", "GET", uri, name -> List.of()).request();
        Outcome outcome =
                new Validation(TokenValidator.chain(new Remembering()), 100, secureOnly).of(List.of(line), request);
        if (outcome instanceof Outcome.Valid valid) {
            return valid.token().getName();
        }
        if (outcome instanceof Outcome.Invalid invalid) {
            details.add(invalid.rejection().detail());
            return invalid.rejection().reason().name();
        }
        return "nothing";
    }

    private String come(String line) {
        return come(line, SECURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer seen", "bearer   seen  ", " BEARER seen"})
    void whatIsRememberedIsNotValidated(String line) {
        assertThat(come(line), is("bob"));
        assertThat(asked, contains("a digest"));
    }

    @Test
    void whatIsNotRememberedIsValidated() {
        assertThat(come("Bearer good"), is("alice"));
        assertThat(come("Bearer bad"), is("UNKNOWN"));
        assertThat(asked, contains("a digest", "good", "a digest", "bad"));
    }

    @Test
    void whatIsRememberedNoMoreIsValidated() {
        memory = () -> null;
        assertThat(come("Bearer seen"), is("UNKNOWN"));
        assertThat(asked, contains("a digest", "seen"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seen,", "seen seen", "\"seen\"", "se en", "=seen", "seen=a", "seen\t", "se\u0000en"})
    void whatIsNotOneTokenIsMalformedThoughItIsRemembered(String presented) {
        remembered.add(TokenDigest.of(presented));
        assertThat(come("Bearer " + presented), is("MALFORMED_REQUEST"));
        assertThat(asked, contains("a digest"));
        assertThat(details, contains("the Bearer scheme with something that is not one token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seen,", "seen seen", "s\u00e9en"})
    void whatIsNotOneTokenIsMalformedThoughTheMemoryIsDown(String presented) {
        whenAsked = () -> {
            throw new ValidationUnavailableException("down");
        };
        assertThat(come("Bearer " + presented), is("MALFORMED_REQUEST"));
        whenAsked = () -> {
            throw new IllegalStateException("broken");
        };
        assertThat(come("Bearer " + presented), is("MALFORMED_REQUEST"));
        assertThat(come("Bearer good"), is("FAILED"));
        assertThat(asked, contains("a digest", "a digest", "a digest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer \u0173een", "Bearer see\u016e", "Bearer \uff53een"})
    void charactersThatLookLikeThoseOfRememberedTokenInTheirLowByteAreMalformed(String line) {
        assertThat(come(line), is("MALFORMED_REQUEST"));
        assertThat(asked, is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s\u00e9en", "Bearer \u00f3een"})
    void charactersThatLookLikeThoseOfRememberedTokenInTheirLowBitsAreMalformed(String line) {
        assertThat(come(line), is("MALFORMED_REQUEST"));
        assertThat(asked, contains("a digest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seen", "Basic seen", "Bearerseen", "Bearer", "Bearer ", "Bearer=seen"})
    void nothingIsAskedWithoutBearerToken(String line) {
        assertThat(come(line), is(oneOf("nothing", "MALFORMED_REQUEST")));
        assertThat(asked, is(empty()));
    }

    @Test
    void nothingIsRecalledForWhatCameInsecurely() {
        assertThat(come("Bearer seen", INSECURE), is("bob"));
        secureOnly = true;
        asked.clear();
        assertThat(come("Bearer seen", INSECURE), is("INSECURE_TRANSPORT"));
        assertThat(come("Bearer seen,", INSECURE), is("MALFORMED_REQUEST"));
        assertThat(asked, is(empty()));
        assertThat(come("Bearer seen"), is("bob"));
    }

    @Test
    void anOutageIsNoWayIn() {
        memory = () -> {
            throw new ValidationUnavailableException("down");
        };
        assertThat(come("Bearer seen"), is("UNAVAILABLE"));
    }

    @Test
    void failureOfTheMemoryIsNoWayIn() {
        memory = () -> {
            throw new IllegalStateException("broken");
        };
        assertThat(come("Bearer seen"), is("FAILED"));
        memory = () -> {
            throw new StackOverflowError();
        };
        assertThat(come("Bearer seen"), is("FAILED"));
    }

    @Test
    void rememberedTokenThatIsBoundIsRefused() {
        memory = () -> new ApiToken("bob", Set.of("read"), Set.of(), new Confirmation(Map.of("jkt", "x")));
        assertThat(come("Bearer seen"), is("UNPROVEN_BINDING"));
    }

    @Test
    void rememberedTokenThatDoesNotSayWhatItCarriesIsDefect() {
        memory = () -> new ApiToken("bob", null, Set.of(), null);
        assertThat(come("Bearer seen"), is("FAILED"));
    }
}

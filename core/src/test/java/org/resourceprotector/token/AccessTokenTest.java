package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ApiToken;

class AccessTokenTest {

    private record Context(@Nullable Principal getUserPrincipal) implements SecurityContext {

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public @Nullable String getAuthenticationScheme() {
            return null;
        }
    }

    private record Plain(String getName) implements AccessToken {

        @Override
        public Set<String> scopes() {
            return Set.of();
        }
    }

    private final ApiToken token = ApiToken.of("alice", "read");

    @Test
    void theTokenIsThePrincipal() {
        SecurityContext context = new Context(token);
        assertThat(AccessToken.from(context).orElseThrow(), is(sameInstance(token)));
        assertThat(AccessToken.require(context, ApiToken.class), is(sameInstance(token)));
        assertThat(AccessToken.require(context, AccessToken.class), is(sameInstance(token)));
    }

    @Test
    void anonymousCallersAndStrangersHaveNone() {
        String message =
                "there is no access token in this request: is the endpoint @Protected, and not optional, and is a"
                        + " ResourceProtector registered?";
        for (Principal principal : new Principal[] {null, () -> "container"}) {
            SecurityContext context = new Context(principal);
            assertThat(AccessToken.from(context).isPresent(), is(false));
            assertThat(
                    assertThrows(IllegalStateException.class, () -> AccessToken.require(context, ApiToken.class))
                            .getMessage(),
                    is(message));
        }
    }

    @Test
    void anotherTypeOfTokenIsNamed() {
        assertThat(
                assertThrows(IllegalStateException.class, () -> AccessToken.require(new Context(token), Plain.class))
                        .getMessage(),
                is("the access token of this request is a org.resourceprotector.ApiToken, not a"
                        + " org.resourceprotector.token.AccessTokenTest$Plain; ask for the former or for AccessToken, or have"
                        + " the validator make the latter: validator.as(token -> ...)"));
        assertThrows(NullPointerException.class, () -> AccessToken.require(new Context(token), null));
    }

    @Test
    void aPlainTokenAnswersNothingMore() {
        AccessToken plain = new Plain("bob");
        assertThat(plain.expiresAt(), is(nullValue()));
        assertThat(plain.notBefore(), is(nullValue()));
        assertThat(plain.revoked(), is(false));
        assertThat(plain.subject(), is(nullValue()));
        assertThat(plain.clientId(), is(nullValue()));
        assertThat(plain.issuer(), is(nullValue()));
        assertThat(plain.audience(), is(empty()));
        assertThat(plain.roles(), is(empty()));
        assertThat(plain.groups(), is(empty()));
        assertThat(plain.entitlements(), is(empty()));
        assertThat(plain.claims(), is(anEmptyMap()));
        assertThat(plain.confirmation(), is(nullValue()));
    }

    @Test
    void aConfirmationNamesWhatItKnowsAndCopiesTheRest() {
        Map<String, Object> members = new HashMap<>(Map.of("jkt", "thumb", "x5t#S256", 7));
        Confirmation confirmation = new Confirmation(members);
        members.clear();
        assertThat(confirmation.keyThumbprint(), is("thumb"));
        assertThat(confirmation.certificateThumbprint(), is(nullValue()));
        assertThat(new Confirmation(Map.of("jkt", 1, "x5t#S256", "c")).keyThumbprint(), is(nullValue()));
        assertThat(new Confirmation(Map.of("x5t#S256", "c")).certificateThumbprint(), is("c"));
    }

    /** A token of somebody, and an issuer if there is one. */
    private record Named(String getName, @Nullable String issuer) implements AccessToken {

        @Override
        public Set<String> scopes() {
            return Set.of();
        }
    }

    @Test
    void qualifiedName_isThatOfOneIssuerAlone() {
        assertThat(new Named("alice", "https://a.example").qualifiedName(), is("https://a.example alice"));
        assertThat(new Named("alice", "https://b.example").qualifiedName(), is("https://b.example alice"));
        assertThat(new Named("alice", null).qualifiedName(), is("alice"));
    }

    /** A token of somebody who is called otherwise than the issuer knows them. */
    private record Called(String getName, @Nullable String subject, String issuer) implements AccessToken {

        @Override
        public Set<String> scopes() {
            return Set.of();
        }
    }

    @Test
    void qualifiedName_hasTheSubject_notTheNameThatAUserChose() {
        assertThat(new Called("4711", "0815", "https://a.example").qualifiedName(), is("https://a.example 0815"));
        assertThat(new Called("4711", null, "https://a.example").qualifiedName(), is("https://a.example 4711"));
        assertThat(new Called("x", "a b%", "https://a.example").qualifiedName(), is("https://a.example a%20b%25"));
    }

    @Test
    void qualifiedName_ofBlanks_isNotThatOfAnotherPair() {
        List<Named> all = List.of(
                new Named("b c", "a"),
                new Named("c", "a b"),
                new Named("a b", null),
                new Named("b", "a"),
                new Named("b%20c", "a"),
                new Named("a%20b", null));
        assertThat(all.stream().map(Named::qualifiedName).distinct().count(), is(6L));
    }
}

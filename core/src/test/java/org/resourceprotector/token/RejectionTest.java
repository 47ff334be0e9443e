package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.resourceprotector.token.Rejection.Kind;
import org.resourceprotector.token.Rejection.Reason;

/** What a rejection says, and which of them are the same. */
class RejectionTest {

    private static final AuthenticationRequirement LOGIN =
            new AuthenticationRequirement(List.of("gold"), Duration.ofMinutes(5));

    private final Rejection rejection = new Rejection(
            Reason.INSUFFICIENT_AUTHENTICATION, "detail", Set.of("read"), LOGIN, "https://as.example.com");

    @Test
    void rejectionsThatSayTheSame_areEqual_whateverTheDetail() {
        Rejection same = new Rejection(
                Reason.INSUFFICIENT_AUTHENTICATION, "other", Set.of("read"), LOGIN, "https://as.example.com");
        assertThat(same, is(rejection));
        assertThat(same.hashCode(), is(rejection.hashCode()));
    }

    @Test
    void rejectionsThatDifferInAnything_areNotEqual() {
        Reason reason = rejection.reason();
        Set<String> scopes = rejection.neededScopes();
        for (Object other : List.of(
                new Rejection(Reason.INSUFFICIENT_SCOPE, "", scopes, LOGIN, rejection.issuer()),
                new Rejection(reason, "", Set.of("write"), LOGIN, rejection.issuer()),
                new Rejection(reason, "", scopes, null, rejection.issuer()),
                new Rejection(reason, "", scopes, LOGIN, "https://other.example.com"),
                new Rejection(reason, "", scopes, LOGIN, null),
                "rejection")) {
            assertThat(rejection, is(not(other)));
            assertThat(rejection.hashCode(), is(not(other.hashCode())));
        }
    }

    @Test
    void issuer_isTheOneThatIsConfigured() {
        assertThat(rejection.from("https://as.example.com"), is(sameInstance(rejection)));
        Rejection other = rejection.from("https://other.example.com");
        assertThat(other.issuer(), is("https://other.example.com"));
        assertThat(other.detail(), is("detail"));
        assertThat(other.neededAuthentication(), is(LOGIN));
        assertThat(other.neededScopes(), is(Set.of("read")));
        assertThat(rejection.from(null).issuer(), is(nullValue()));
    }

    @ParameterizedTest
    @EnumSource
    void rejectionWithoutDetail_hasASentence(Reason reason) {
        assertThat(Rejection.of(reason, " ").detail(), is(Rejection.of(reason).detail()));
        assertThat(Rejection.of(reason).detail().matches("[a-z][^.]*[a-z]"), is(true));
        assertThat(Rejection.of(reason, "detail").detail(), is("detail"));
    }

    @Test
    void sentences_differ() {
        assertThat(
                Arrays.stream(Reason.values())
                        .map(reason -> Rejection.of(reason).detail())
                        .distinct()
                        .count(),
                is((long) Reason.values().length));
    }

    @Test
    void outageAndDefect_areNotTheCallersFault() {
        EnumSet<Kind> callers = EnumSet.allOf(Kind.class);
        callers.removeIf(kind -> !kind.isCallersFault());
        assertThat(callers, is(EnumSet.complementOf(EnumSet.of(Kind.UNAVAILABLE, Kind.INTERNAL_ERROR))));
    }

    @Test
    void scopes_areCopiedInTheirOrder() {
        for (List<String> scopes : List.of(List.<String>of(), List.of("b"), List.of("b", "a", "c"))) {
            Set<String> given = new LinkedHashSet<>(scopes);
            Rejection copied = new Rejection(Reason.MISSING, "", given);
            given.add("later");
            assertThat(List.copyOf(copied.neededScopes()), is(scopes));
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> copied.neededScopes().add("x"));
        }
    }

    @Test
    void verdictsOfNobody_areEqual_andOfTheTokenOnly() {
        Verdict foreign = Verdict.notMine(Rejection.of(Reason.WRONG_ISSUER));
        assertThat(foreign, is(Verdict.notMine()));
        assertThat(foreign.hashCode(), is(Verdict.notMine().hashCode()));
        assertThat(foreign, is(not(Verdict.rejected(Rejection.of(Reason.WRONG_ISSUER)))));
        assertThat(foreign.toString(), is("NotMine"));
        assertThrows(IllegalArgumentException.class, () -> Verdict.notMine(Rejection.of(Reason.INSUFFICIENT_SCOPE)));
        assertThrows(NullPointerException.class, () -> Verdict.notMine(null));
        assertThrows(NullPointerException.class, () -> Verdict.rejected(null));
        assertThrows(NullPointerException.class, () -> Verdict.accepted(null));
    }

    @Test
    void refusedProof_staysRefused() {
        Rejection replayed = Rejection.of(Reason.REPLAYED_PROOF);
        SenderConstraint.Proof proof = SenderConstraint.Proof.refused(replayed, Map.of("DPoP-Nonce", "n"));
        assertThat(proof.refusal(), is(sameInstance(replayed)));
        assertThat(proof.verify(new Confirmation(Map.of("jkt", "key"))), is(sameInstance(replayed)));
        assertThat(proof.responseHeaders(), is(Map.of("DPoP-Nonce", "n")));
    }

    @Test
    void constraintThatSaysNoMore_hasNothingMore() {
        SenderConstraint.Proof proof = confirmation -> null;
        SenderConstraint constraint = new SenderConstraint() {
            @Override
            public String scheme() {
                return "Own";
            }

            @Override
            public String confirmationMember() {
                return "own";
            }

            @Override
            public Proof examine(PresentedToken presented) {
                return proof;
            }
        };
        assertThat(proof.refusal(), is(nullValue()));
        assertThat(proof.responseHeaders(), is(Map.of()));
        assertThat(constraint.challengeParameters(), is(Map.of()));
        assertThat(constraint.status(), is(List.of()));
    }
}

package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.enterprise.context.control.RequestContextController;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resourceprotector.cdi.wrong.Beans;
import org.resourceprotector.cdi.wrong.Beans.Word;
import org.resourceprotector.token.AccessToken;

/** The token of the request, where there is one and where there is none. */
class CurrentTokenTest {

    private record Other(String getName, Set<String> scopes) implements AccessToken {}

    private final WeldContainer container = Containers.of(Beans.OfAllRequests.class);
    private final CurrentToken current = container.select(CurrentToken.class).get();
    private final RequestContextController request =
            container.select(RequestContextController.class).get();

    @BeforeEach
    void begin() {
        request.activate();
    }

    @AfterEach
    void end() {
        request.deactivate();
        container.close();
    }

    private void decide(AccessToken token) {
        container.select(RequestToken.class).get().decide(token);
    }

    private String refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(IllegalStateException.class, call).getMessage();
    }

    @Test
    void beforeTheDecision_nobodyIsAnonymous() {
        assertThat(refusal(current::find), containsString("nobody has looked at the access token of this request yet"));
    }

    @Test
    void outsideOfARequest_thereIsNoToken() {
        decide(new Word("ada", Set.of()));
        String refusal =
                CompletableFuture.supplyAsync(() -> refusal(current::find)).join();
        assertThat(refusal, containsString("there is no access token outside of a request"));
    }

    @Test
    void nextRequest_doesNotHaveTheTokenOfTheOneBefore() {
        decide(new Word("ada", Set.of()));
        request.deactivate();
        request.activate();
        assertThat(refusal(current::find), containsString("nobody has looked"));
    }

    @Test
    void requestInsideOfAnother_givesNeitherTheTokenOfTheOther() {
        decide(new Word("ada", Set.of()));
        decide(new Word("ada", Set.of()));
        assertThat(current.require(Word.class).getName(), is("ada"));
        decide(null);
        assertThat(refusal(current::find), containsString("a request was made inside of this one"));
        decide(new Word("ada", Set.of()));
        assertThat(refusal(current::find), containsString("take the token from the SecurityContext"));
        request.deactivate();
        request.activate();
        decide(null);
        decide(new Word("ada", Set.of()));
        assertThat(refusal(current::find), containsString("a request was made inside of this one"));
    }

    @Test
    void anonymousCaller_hasNoToken() {
        decide(null);
        assertThat(current.find(), is(Optional.empty()));
        assertThat(
                refusal(() -> current.require(Word.class)), containsString("there is no access token in this request"));
    }

    @Test
    void refusedRequest_hasNoToken() {
        container.select(RequestToken.class).get().answered();
        assertThat(current.find(), is(Optional.empty()));
        assertThat(refusal(() -> current.require(Word.class)), containsString("this request was refused"));
        decide(new Word("ada", Set.of()));
        assertThat(current.require(Word.class).getName(), is("ada"));
    }

    @Test
    void tokenOfAnotherType_isRefusedWithBothNames() {
        decide(new Other("ada", Set.of()));
        assertThat(
                refusal(() -> current.require(Word.class)),
                is("the access token of this request is a " + Other.class.getName() + ", not a "
                        + Word.class.getName()
                        + "; ask for the former or for AccessToken, or have the validator make the latter:"
                        + " validator.as(token -> ...)"));
        assertThat(refusal(() -> current.find(Word.class)), containsString("not a " + Word.class.getName()));
    }

    /** It is no value to compare: the proxy stays, whoever calls. */
    @Test
    void injectedToken_isTheSameForEveryCaller() {
        AccessToken injected = container.select(AccessToken.class).get();
        decide(new Word("ada", Set.of()));
        int ofAda = injected.hashCode();
        AccessToken ada = current.find().orElseThrow();
        request.deactivate();
        request.activate();
        decide(new Word("grace", Set.of()));
        assertThat(injected.hashCode(), is(ofAda));
        assertThat(injected, is(container.select(AccessToken.class).get()));
        assertThat(current.find().orElseThrow(), is(not(ada)));
    }

    @Test
    void injectedToken_asksTheOneOfTheRequestForEverything() throws ReflectiveOperationException {
        for (Method method : AccessToken.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !method.getName().equals("implies")) {
                boolean isOwn = Arrays.stream(TokenOfRequest.class.getDeclaredMethods())
                        .anyMatch(own -> own.getName().equals(method.getName()));
                assertThat(method.toString(), isOwn || method.getDeclaringClass() != AccessToken.class, is(true));
            }
        }
        decide(new Word("ada", Set.of("orders")));
        AccessToken token = container.select(AccessToken.class).get();
        assertThat(token.getName() + token.scopes() + token.qualifiedName(), is("ada[orders]ada"));
        assertThat(token.toString() + current, is("the access token of the requestCurrentToken"));
    }
}

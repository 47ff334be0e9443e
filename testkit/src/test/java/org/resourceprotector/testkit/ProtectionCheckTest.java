package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.testkit.ProtectionAssertions.assertEveryEndpointIsProtected;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.metadata.ResourceMetadata;

/** Runs on every engine, so that what is proved does not depend on one. */
class ProtectionCheckTest {

    private final ResourceProtector protector =
            ResourceProtector.with(new InMemoryTokens().validator(MutableClock.now()));

    @Test
    void anApplicationThatIsProtectedEverywherePasses() {
        assertEveryEndpointIsProtected(shop(new Shop.Orders()));
        assertEveryEndpointIsProtected(
                shop(new Shop.Orders(), new Shop.Health(), new Shop.Timeline()), "GET /health", "get timeline/");
    }

    @Test
    void everyEndpointIsCalled() {
        String failure = failureOf(ProtectionCheck.of(shop(new Shop.Orders())).open("GET /nothing"));

        assertThat(
                failure,
                containsString(String.join(
                        "\n  ",
                        "there are:",
                        "DELETE /orders/{id}",
                        "GET /orders/all",
                        "GET /orders/events",
                        "GET /orders/{id}",
                        "GET /orders/{id}/items/{item}",
                        "POST /orders",
                        "PURGE /orders",
                        "PUT /orders/{id}/picture")));
    }

    @Test
    void openEndpointsAreListedWithTheirMethodPathAndClass() {
        String failure = failureOf(ProtectionCheck.of(shop(new Shop.Leak(), new Shop.Health(), new Shop.Orders())));

        assertThat(
                failure,
                allOf(
                        containsString("4 of 13 endpoints do not refuse a caller without a token:"),
                        containsString("\n  GET /leak/{id} (Leak#read) answered 404"),
                        containsString("\n  POST /leak (Leak#write) answered 204"),
                        containsString("\n  GET /leak/media (Leak#text) answered 200"),
                        containsString("\n  GET /health (Health#ok) answered 200"),
                        not(containsString("Leak#json")),
                        not(containsString("/orders"))));
    }

    @Test
    void anEndpointWithAnOptionalTokenIsOpen() {
        assertThat(
                failureOf(ProtectionCheck.of(shop(new Shop.Orders(), new Shop.Timeline()))),
                containsString("GET /timeline (Timeline#timeline) answered 200"));
    }

    @Test
    void anEndpointThatIsNamedMustExist() {
        assertThat(
                failureOf(ProtectionCheck.of(shop(new Shop.Orders())).open("GET /helth", "POST /orders/all")),
                containsString("named as open, but there is no such endpoint:\n  GET /helth\n  POST /orders/all\n"));
    }

    @Test
    void anEndpointThatIsNamedMustBeOpen() {
        assertThat(
                failureOf(ProtectionCheck.of(shop(new Shop.Orders())).open("GET /orders/{id}")),
                containsString("named as open, but asking for a token:\n  GET /orders/{id} (Orders#one) answered 401"));
    }

    @Test
    void anotherSchemesChallengeProvesNothing() {
        assertThat(
                failureOf(ProtectionCheck.of(shop(new Shop.Orders(), new Shop.Basic()))),
                containsString("GET /basic (Basic#read) answered 401, but no challenge asks for a token"));
    }

    @Test
    void aPathThatNobodyCanGuessNeedsASample() {
        assertThat(
                failureOf(ProtectionCheck.of(shop(new Shop.Books()))),
                containsString("GET /books/{isbn} (Books#read) was not called: give sample(parameter, value)"));
        ProtectionCheck.of(shop(new Shop.Books())).sample("isbn", "978-3").verify();
    }

    @Test
    @DisplayName("P1 an application without a protector fails on every engine, whether it is deployed or not")
    void anApplicationWithoutAProtectorFails() {
        String failure = failureOf(ProtectionCheck.of(new Shop(List.of(), new Shop.Orders())));

        assertThat(failure, containsString("no ResourceProtector"));
    }

    @Test
    void applicationWithoutProtection_failsEvenIfAllIsNamed() {
        assertThat(
                failureOf(ProtectionCheck.of(new Shop(List.of(), new Shop.Health()))
                        .open("GET /health")),
                containsString("no endpoint asks for a token: no ResourceProtector was found"));
        assertThat(
                failureOf(ProtectionCheck.of(shop(new Shop.Health())).open("GET /health")),
                containsString("no endpoint asks for a token: the ResourceProtector is not registered"));
    }

    @Test
    void anApplicationWithoutResourcesFailsWhetherItStartsOrNot() {
        assertThrows(AssertionError.class, ProtectionCheck.of(shop())::verify);
    }

    @Test
    void anApplicationThatIsRunningIsCheckedByItsReport() {
        try (RunningApplication running = RunningApplication.start(shop(new Shop.Orders(), new Shop.Health()))) {
            assertEveryEndpointIsProtected(running.base(), protector, "GET /health");

            assertThat(
                    failureOf(ProtectionCheck.at(running.base(), protector)),
                    allOf(
                            containsString("1 of 9 endpoints do not refuse a caller without a token:\n  GET /health"),
                            endsWith("\nname what is meant to be open as an argument: \"GET /health\"")));
            assertThat(
                    failureOf(ProtectionCheck.at(running.base(), protector).resources(Shop.Health.class)),
                    containsString("\n  GET /health (Health#ok) answered 200"));
        }
    }

    @Test
    void openPathOfTheReport_isFoundBesideOneOfItsNameThatAcquires() {
        try (RunningApplication running =
                RunningApplication.start(shop(new Shop.Orders(), new Shop.Patterns(protector)))) {
            assertThat(
                    failureOf(ProtectionCheck.at(running.base(), protector)), containsString("\n  GET /patterns/{id}"));
        }
    }

    @Test
    void aProtectorThatIsNotRegisteredKnowsNoEndpoint() {
        try (RunningApplication running = RunningApplication.start(shop(new Shop.Orders()))) {
            ResourceProtector other = ResourceProtector.with(new InMemoryTokens().validator(MutableClock.now()));

            assertThat(
                    failureOf(ProtectionCheck.at(running.base(), other)),
                    is(
                            "no endpoint was found: the ResourceProtector is not registered in this application,"
                                    + " or nothing in it is protected, or its servlet starts at the first call: make one before"));
        }
    }

    @Test
    void anOpenMethodBesideAProtectedOneOfItsPathIsFound() {
        assertThat(
                failureOf(ProtectionCheck.of(shop(new Shop.Orders(), new Shop.Mixed()))),
                allOf(containsString("\n  GET /mixed"), containsString("\n  POST /mixed")));
        ProtectionCheck.of(shop(new Shop.Orders(), new Shop.Mixed()))
                .open("GET /mixed", "POST /mixed")
                .verify();
    }

    /** Registers what is not among the singletons. */
    public static final class Registering implements Feature {

        private final ResourceProtector registered;

        Registering(ResourceProtector registered) {
            this.registered = registered;
        }

        @Override
        public boolean configure(FeatureContext context) {
            return registered.configure(context);
        }
    }

    @Test
    void openMethodBesideAProtectedOne_isFoundWithoutTheProtector() {
        Registering feature = new Registering(protector);

        assertThat(
                failureOf(ProtectionCheck.of(new Shop(List.of(), feature, new Shop.Orders(), new Shop.Half()))),
                containsString("\n  GET /half"));
        ProtectionCheck.of(new Shop(List.of(), feature, new Shop.Orders(), new Shop.Half()))
                .open("GET /half")
                .verify();
        assertEveryEndpointIsProtected(new Shop(List.of(), feature, new Shop.Orders()));
    }

    /** Makes its resources and its protector anew for whoever asks, as an application of the README does. */
    public static final class Anew extends Application {

        private final Supplier<Set<Object>> singletons;

        Anew(Supplier<Set<Object>> singletons) {
            this.singletons = singletons;
        }

        @Override
        @SuppressWarnings("deprecation") // the way that every runtime knows
        public Set<Object> getSingletons() {
            return singletons.get();
        }
    }

    @Test
    void openBesideProtected_isFoundIfEachAskerGetsANewProtector() {
        ProtectionCheck ofTypes = ProtectionCheck.of(anew(new Shop.Orders(), new Shop.Half()));
        ProtectionCheck ofPaths = ProtectionCheck.of(anew(new Shop.Orders(), new Shop.Numbers()));

        assertThat(failureOf(ofTypes), containsString("open by the access report, beside a protected one"));
        assertThat(failureOf(ofTypes), containsString("\n  GET /half"));
        assertThat(failureOf(ofPaths), containsString("\n  GET /numbers/{name}"));
        ofTypes.open("GET /half").verify();
        ofPaths.open("GET /numbers/{name}").verify();
        assertEveryEndpointIsProtected(anew(new Shop.Orders()));
    }

    private static Application anew(Object... resources) {
        return new Anew(() -> {
            Set<Object> singletons = new LinkedHashSet<>(List.of(resources));
            singletons.add(ResourceProtector.with(new InMemoryTokens().validator(MutableClock.now())));
            return singletons;
        });
    }

    @Test
    void openPath_isFoundWhereItsCallComesToAProtectedOne() {
        ProtectionCheck literal = ProtectionCheck.of(shop(new Shop.Orders(), new Shop.News()));
        ProtectionCheck sampled = ProtectionCheck.of(shop(new Shop.Users())).sample("id", "me");

        assertThat(failureOf(literal), containsString("\n  GET /{lang}/news"));
        assertThat(failureOf(sampled), containsString("\n  GET /users/{id}"));
        literal.open("GET /{lang}/news").verify();
        sampled.open("GET /users/{id}").verify();
        assertThat(
                failureOf(ProtectionCheck.of(shop(new Shop.Users()))),
                containsString("\n  GET /users/{id} (Users#one) answered 200"));
    }

    /** Has a path of its own, below which all its endpoints are. */
    @ApplicationPath("/the/shop/")
    static final class BelowAPath extends Shop {

        BelowAPath(ResourceProtector protector, Object... resources) {
            super(List.of(protector), resources);
        }
    }

    @Test
    void applicationWithAPathOfItsOwn_isCalledBelowIt() {
        ResourceMetadata metadata = ResourceMetadata.builder()
                .resource("https://api.example.com/the/shop")
                .servedElsewhere()
                .build();
        ResourceProtector publishing = ResourceProtector.builder()
                .validator(new InMemoryTokens().validator(MutableClock.now()))
                .metadata(metadata)
                .build();

        assertEveryEndpointIsProtected(new BelowAPath(publishing, new Shop.Orders(), new Shop.Health()), "GET /health");
        assertThat(
                failureOf(ProtectionCheck.of(new BelowAPath(publishing, new Shop.Orders(), new Shop.Health()))),
                containsString("\n  GET /health (Health#ok) answered 200"));
    }

    @Test
    void openPath_thatAsksForATokenByItself_passes() {
        assertEveryEndpointIsProtected(shop(new Shop.Orders(), new Shop.Acquiring(protector)));
    }

    @Test
    void openPath_isFoundWhereItsCallComesToOneThatAcquires() {
        ProtectionCheck guessed = ProtectionCheck.of(shop(new Shop.Figures(protector)));
        ProtectionCheck sampled =
                ProtectionCheck.of(shop(new Shop.Figures(protector))).sample("name", "x");

        assertThat(
                failureOf(guessed),
                allOf(
                        containsString("beside another one that asks for a token by itself"),
                        containsString(":\n  GET /figures/{name}\nwrite @Protected on it")));
        assertThat(failureOf(sampled), containsString("\n  GET /figures/{name} (Figures#named) answered 200"));
        guessed.open("GET /figures/{name}").verify();
    }

    @Test
    void pathsThatAcquire_passIfOneIsPreferredOrMediaTypesTell() {
        assertEveryEndpointIsProtected(shop(new Shop.Exports(protector)));
    }

    @Test
    void protectorThatIsHandedIn_knowsBetterThanAnnotations() {
        ResourceProtector ofAll = ResourceProtector.builder()
                .validator(new InMemoryTokens().validator(MutableClock.now()))
                .protectUnannotated()
                .build();
        Shop shop = new Shop(List.of(), new Registering(ofAll), new Shop.Orders(), new Shop.Half());

        assertThat(failureOf(ProtectionCheck.of(shop)), containsString("hand it in by protector(…)"));
        ProtectionCheck.of(shop).protector(ofAll).verify();
    }

    @Test
    void anApplicationThatIsNotThereAnyMoreFails() {
        URI base;
        try (RunningApplication running = RunningApplication.start(shop(new Shop.Orders()))) {
            base = running.base();
        }

        assertThat(failureOf(ProtectionCheck.at(base, protector)), containsString("8 of 8 endpoints do not refuse"));
    }

    @Test
    void anEndpointIsNamedByMethodAndPath() {
        ProtectionCheck check = ProtectionCheck.of(shop());

        assertThrows(IllegalArgumentException.class, () -> check.open("/health"));
        assertThat(check.open("GET /health").toString(), is("ProtectionCheck[Shop, open: GET /health]"));
    }

    /** Hides what is below a path that begins with a dot, as a proxy or a filter may. */
    public static final class HidingFilter implements ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (request.getUriInfo().getPath().contains(".well-known")) {
                response.setStatus(404);
            }
        }
    }

    @Test
    @DisplayName("R9728-3.1-c R9728-5.1-a the metadata that challenges name must be there for everybody")
    void metadataThatChallengesNameMustBeThere() {
        ResourceProtector published = ResourceProtector.builder()
                .validator(new InMemoryTokens().validator(MutableClock.now()))
                .metadata(ResourceMetadata.builder()
                        .resource("https://shop.example.com/orders")
                        .servedElsewhere()
                        .build())
                .build();

        assertEveryEndpointIsProtected(new Shop(List.of(published), new Shop.Orders()));
        assertThat(
                failureOf(ProtectionCheck.of(new Shop(List.of(published), new Shop.Orders(), new HidingFilter()))),
                containsString("without a token, with a 200 whose Content-Type is application/json:\n"
                        + "  https://shop.example.com/.well-known/oauth-protected-resource/orders"));
    }

    private Shop shop(Object... resources) {
        return new Shop(List.of(protector), resources);
    }

    private static String failureOf(ProtectionCheck check) {
        return String.valueOf(assertThrows(AssertionError.class, check::verify).getMessage());
    }
}

package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.token.TokenValidator;

/** Suffixes that RESTEasy takes for a media type or a language, and removes: a proof is for the URI that was called. */
class SuffixesTest {

    private static final String TOKEN = Secrets.token("bound");
    private static final DpopKey KEY = DpopKey.create();

    private static ConfiguredServer server;

    @BeforeAll
    static void start() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setMediaTypeMappings(Map.of("text", "text/plain"));
        deployment.setLanguageExtensions(Map.of("en", "en"));
        deployment.setProviders(List.of(ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> Optional.of(DpopEndpoints.BoundToken.to(KEY))))
                .senderConstraint(Dpop.builder().build())
                .build()));
        deployment.getActualResourceClasses().add(DpopEndpoints.Root.class);
        server = ConfiguredServer.start(deployment);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/dpop/any.text, /dpop/any.text, 200",
        "/dpop/any.en.text, /dpop/any.en.text, 200",
        "/dpop/items/a.b.text, /dpop/items/a.b.text, 200",
        "/dpop/items/a.text.b, /dpop/items/a.text.b, 200",
        "/dpop/any.text?q=1, /dpop/any.text, 200",
        "/dpop/any.text, /dpop/any, 401",
        "/dpop/any, /dpop/any.text, 401",
        "/dpop/any.text, /dpop/any.en, 401"
    })
    void proofIsForTheUriThatWasCalled(String called, String proved, int status) {
        String base = server.get("/dpop/where").send().body().replace("/dpop/where", "");
        Answer answer = server.get(called)
                .header("Authorization", "DPoP " + TOKEN)
                .header("DPoP", KEY.proof("GET", base + proved, TOKEN))
                .send();
        assertThat(answer.toString(), answer.status(), is(status));
    }
}

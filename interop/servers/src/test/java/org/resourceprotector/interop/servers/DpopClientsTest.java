package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that are written with the libraries of others get a token that is bound to their key, and use it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DpopClientsTest {

    private static final String AUDIENCE = "https://api.example.test";

    private static final List<String> CONVERSATION = List.of(
            "token dpop",
            "good 200",
            "good again 200",
            "replayed 401 invalid_dpop_proof",
            "another key 401 invalid_token",
            "another URI 401 invalid_dpop_proof",
            "another method 401 invalid_dpop_proof",
            "two minutes ahead 401 invalid_dpop_proof",
            "two minutes behind 401 invalid_dpop_proof",
            "without proof 401 invalid_token",
            "nonce 401 true 200");

    private final Map<Engine, Api> plain = new EnumMap<>(Engine.class);
    private final Map<Engine, Api> withNonces = new EnumMap<>(Engine.class);
    private UserServer server;

    @BeforeAll
    void start() {
        server = new UserServer(List.of(AUDIENCE));
        for (Engine engine : Engine.values()) {
            plain.put(engine, engine.deploy("dpop", server.issuer(), AUDIENCE));
            withNonces.put(engine, engine.deploy("dpop-nonce", server.issuer(), AUDIENCE));
        }
    }

    @AfterAll
    void stop() {
        plain.values().forEach(Api::close);
        withNonces.values().forEach(Api::close);
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "oauth4webapi.mjs, JERSEY",
        "oauth4webapi.mjs, RESTEASY",
        "openid-client.mjs, JERSEY",
        "openid-client.mjs, RESTEASY"
    })
    @DisplayName(
            "R9449-4.3-8a R9449-4.3-9a R9449-4.3-10 R9449-4.3-11a R9449-4.3-12b R9449-7.2-a clients for Node.js: good, replayed, for another request, off in time, with a nonce")
    void clientForNodeGetsInOnceWithEachProof(String script, Engine engine) {
        assertThat(
                Script.run(
                        Workplace.target("dpop-clients").resolve(script),
                        server.issuer(),
                        AUDIENCE,
                        plain.get(engine).base(),
                        withNonces.get(engine).base()),
                is(CONVERSATION));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "R9449-4.3-8a R9449-4.3-9a R9449-4.3-10 R9449-4.3-11a R9449-4.3-12b R9449-7.2-a nimbus's SDK: good, replayed, for another request, off in time, with a nonce")
    void clientOfNimbusGetsInOnceWithEachProof(Engine engine) throws Exception {
        NimbusClient client = new NimbusClient(server.issuer(), AUDIENCE);
        assertThat(client.use(plain.get(engine), withNonces.get(engine)), is(CONVERSATION));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9449-4.3-8a R9449-4.3-9a R9449-4.3-10 R9449-4.3-11a R9449-4.3-12b R9449-7.2-a"
            + " a client of Spring: good, replayed, for another request, off in time, with a nonce")
    void clientOfSpringGetsInOnceWithEachProof(Engine engine) {
        List<String> lines = Script.runClass(
                "spring/security-7.1",
                "org.resourceprotector.interop.spring.SpringDpopClient",
                server.issuer(),
                AUDIENCE,
                plain.get(engine).base(),
                withNonces.get(engine).base());
        assertThat(lines, is(CONVERSATION));
    }
}

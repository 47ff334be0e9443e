package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.token.PresentedToken;

/** What clients write into {@code htu}, and what becomes of it here: the table of docs/proof-of-possession.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UrisOfClientsTest {

    private static final String AUDIENCE = "https://api.example.test";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "none";

    private static final List<String> USUAL_ORIGINS =
            List.of("https://api.example.com", "https://api.example.com:8443", "http://api.example.com:8080");
    private static final List<String> IN_CAPITALS = List.of("https://API.Example.COM", "HTTPS://api.example.com");
    private static final List<String> WITH_DEFAULT_PORT =
            List.of("https://api.example.com:443", "http://api.example.com:80");
    private static final List<String> WITH_EMPTY_PORT = List.of("https://api.example.com:");
    private static final List<String> ORIGINS = Stream.of(
                    USUAL_ORIGINS, IN_CAPITALS, WITH_DEFAULT_PORT, WITH_EMPTY_PORT)
            .flatMap(List::stream)
            .toList();
    private static final List<String> USUAL_PATHS = List.of("/o", "/orders", "/orders/", "/orders//1", "/a-b/c_d/~e.f");

    /** A row of the table, and what is of its kind. */
    private record Kind(String row, List<String> origins, List<String> paths) {

        static Kind ofPath(String row, String... paths) {
            return new Kind(row, ORIGINS, List.of(paths));
        }

        List<String> uris() {
            return origins.stream()
                    .flatMap(origin -> paths.stream().map(path -> origin + path))
                    .toList();
        }

        /** Those in which nothing else is unusual. */
        List<String> pureUris() {
            return origins != ORIGINS
                    ? uris()
                    : USUAL_ORIGINS.stream()
                            .flatMap(origin -> paths.stream().map(path -> origin + path))
                            .toList();
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("nothing unusual", USUAL_ORIGINS, USUAL_PATHS),
            new Kind("scheme or host in capitals", IN_CAPITALS, USUAL_PATHS),
            new Kind("the default port", WITH_DEFAULT_PORT, USUAL_PATHS),
            new Kind("a colon and no port", WITH_EMPTY_PORT, USUAL_PATHS),
            Kind.ofPath("no path", ""),
            Kind.ofPath(
                    "dot segments, also as `%2e`", "/a/./b", "/a/../b", "/a/b/..", "/../a", "/a/%2e/b", "/a/%2E%2e/b"),
            Kind.ofPath("needless `%7E`, `%61`", "/%6frders", "/%7Ebob", "/a%2Db", "/%5f"),
            Kind.ofPath("`%2F`, `%c3%a9`", "/a%2fb", "/a%2Fb", "/%c3%a9"),
            Kind.ofPath("`%20`, `%25`", "/a%20b", "/100%25"),
            Kind.ofPath("`;v=1`, `:`, `@`, `!$&'()*+,=`", "/a;v=1/b", "/a:b@c", "/a!$&b", "/a'(b)*", "/a+b,c=d"),
            Kind.ofPath("blank, quotation mark, `<`, `>`, `{`, `}`", "/a b", "/a\"b", "/a<b>", "/a`b", "/{a}"),
            Kind.ofPath("a backslash", "/a\\b"),
            Kind.ofPath("letters that are not ASCII", "/caf\u00e9", "/\u65e5\u672c"),
            Kind.ofPath("`[`, `]`, a vertical bar", "/a[1]", "/a|b"),
            Kind.ofPath("a lone `%`", "/100%", "/a%zz"),
            Kind.ofPath("query, fragment", "/orders?q=1", "/orders?q=/../a%2f", "/orders#top", "/orders?q=1#top"));

    private final Map<Engine, Api> deployed = new EnumMap<>(Engine.class);
    private UserServer server;
    private NimbusClient nimbus;

    @BeforeAll
    void start() {
        server = new UserServer(List.of(AUDIENCE));
        nimbus = new NimbusClient(server.issuer(), AUDIENCE);
        for (Engine engine : Engine.values()) {
            deployed.put(engine, engine.deploy("dpop", server.issuer(), AUDIENCE));
        }
    }

    @AfterAll
    void stop() {
        deployed.values().forEach(Api::close);
        server.close();
    }

    /**
     * What a client does for a URI.
     *
     * @param uri where its request goes
     * @param proof null if it makes none
     */
    private record Request(
            String token, String uri, @Nullable String proof, int status) {

        String htu() throws ParseException {
            return proof == null
                    ? NONE
                    : SignedJWT.parse(proof).getJWTClaimsSet().getStringClaim("htu");
        }
    }

    private List<Request> ofOauth4webapi(List<String> uris) throws IOException {
        Path file = Workplace.target("uris.json");
        JSON.writeValue(file.toFile(), uris);
        List<Request> requests = new ArrayList<>();
        for (String line : Script.run(
                Workplace.target("dpop-clients").resolve("uris.mjs"), server.issuer(), AUDIENCE, file.toString())) {
            JsonNode sent = JSON.readTree(line);
            requests.add(new Request(
                    sent.get("token").asText(),
                    sent.get("uri").asText(),
                    sent.get("proof").asText(),
                    sent.get("status").asInt()));
        }
        assertThat(requests.size(), is(uris.size()));
        return requests;
    }

    /** It sends what it is given. */
    private Request ofNimbus(String uri) throws JOSEException {
        String token = nimbus.token().getValue();
        try {
            return new Request(token, uri, nimbus.proof(new URI(uri)).serialize(), 0);
        } catch (URISyntaxException | IllegalArgumentException refused) {
            return new Request(token, uri, null, 0);
        }
    }

    /** A cell: whether a client writes that part of the URI which is unusual as it was given. */
    private static String spelling(String given, String htu) {
        if (htu.equals(NONE)) {
            return "nothing";
        }
        return htu.equals(given.split("[?#]", 2)[0]) ? "as it is" : "another spelling";
    }

    /** Whether the library takes a proof for a request to a URI, as a runtime tells it. */
    private static boolean isGoodHere(Request proof, String uri) {
        PresentedToken presented = new PresentedToken(
                "DPoP",
                proof.token(),
                "GET",
                URI.create(uri),
                name -> name.equalsIgnoreCase("DPoP") ? List.of(String.valueOf(proof.proof())) : List.of());
        return Dpop.builder().build().examine(presented).refusal() == null;
    }

    /** Whether nimbus's own check, which a resource server would use, takes it. */
    private static boolean isGoodForNimbus(Request proof, String uri) throws Exception {
        SignedJWT jwt = SignedJWT.parse(proof.proof());
        DPoPProtectedResourceRequestVerifier verifier =
                new DPoPProtectedResourceRequestVerifier(Set.of(JWSAlgorithm.ES256), 60, 60, null);
        try {
            verifier.verify(
                    "GET",
                    URI.create(uri),
                    new DPoPIssuer(new ClientID("robot")),
                    jwt,
                    new DPoPAccessToken(proof.token()),
                    new JWKThumbprintConfirmation(jwt.getHeader().getJWK().computeThumbprint()),
                    null);
            return true;
        } catch (InvalidDPoPProofException refused) {
            return false;
        }
    }

    private interface Check {
        boolean passes(Request proof, String uri) throws Exception;
    }

    /** A cell: whose proofs pass for the URI in every spelling that a request may have. */
    private static String accepted(Request first, Request second, Check check) throws Exception {
        Set<String> spellings = new LinkedHashSet<>();
        for (String uri : List.of(first.uri(), second.uri())) {
            if (isUri(uri)) {
                spellings.add(uri);
            }
        }
        boolean isFirst = passes(first, spellings, check);
        boolean isSecond = passes(second, spellings, check);
        return isFirst && isSecond ? "both" : isFirst ? "oauth4webapi's" : isSecond ? "nimbus's" : "neither";
    }

    private static boolean passes(Request proof, Set<String> spellings, Check check) throws Exception {
        if (proof.proof() == null || spellings.isEmpty()) {
            return false;
        }
        for (String uri : spellings) {
            if (!check.passes(proof, uri)) {
                return false;
            }
        }
        return true;
    }

    /** What can come in a request, and be told by a runtime. */
    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute() && text.chars().allMatch(c -> c < 128);
        } catch (URISyntaxException none) {
            return false;
        }
    }

    @Test
    @DisplayName("R9449-4.3-9b what clients write into htu is what the document says, and so is what is accepted")
    void clientsWriteAndGetWhatTheDocumentSays() throws Exception {
        List<String> uris = KINDS.stream().flatMap(kind -> kind.uris().stream()).toList();
        assertThat(uris.size(), is(greaterThan(300)));
        Map<String, Request> sent = new LinkedHashMap<>();
        List<Request> requests = ofOauth4webapi(uris);
        for (int i = 0; i < uris.size(); i++) {
            sent.put(uris.get(i), requests.get(i));
        }
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Kind kind : KINDS) {
            Set<List<String>> cells = new LinkedHashSet<>();
            for (String uri : kind.pureUris()) {
                Request first = sent.get(uri);
                Request second = ofNimbus(uri);
                cells.add(List.of(
                        spelling(uri, first.htu()),
                        spelling(uri, second.htu()),
                        accepted(first, second, UrisOfClientsTest::isGoodHere),
                        accepted(first, second, UrisOfClientsTest::isGoodForNimbus)));
            }
            assertThat(kind.row() + cells, cells.size(), is(1));
            rows.put(kind.row(), cells.iterator().next());
            for (String uri : kind.uris()) {
                String here = accepted(sent.get(uri), ofNimbus(uri), UrisOfClientsTest::isGoodHere);
                assertThat(uri, here, is(rows.get(kind.row()).get(2)));
            }
        }
        assertThat(rows, is(table()));
    }

    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        Files.readString(Path.of("..", "..", "docs", "proof-of-possession.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| the URI has |"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Stream.of(line.substring(2).split(" \\| ?")).toList())
                .forEach(cells -> rows.put(cells.get(0), cells.subList(1, cells.size())));
        return rows;
    }

    /** Over HTTP. */
    @ParameterizedTest
    @EnumSource
    @DisplayName("R9449-4.3-9b what the document calls accepted gets in on an engine, and nothing else does")
    void whatTheDocumentCallsAcceptedGetsIn(Engine engine) throws Exception {
        String base = deployed.get(engine).base() + "orders/named";
        Map<String, String> accepted = new LinkedHashMap<>();
        for (Kind kind : KINDS) {
            kind.paths().stream()
                    .filter(path -> path.length() > 1 && !path.startsWith("/../"))
                    .forEach(path -> accepted.put(base + path, cellHere(kind)));
        }
        List<String> uris = List.copyOf(accepted.keySet());
        List<Request> sent = ofOauth4webapi(uris);
        for (int i = 0; i < uris.size(); i++) {
            String uri = uris.get(i);
            assertLetIn(uri, sent.get(i).status(), accepted.get(uri), "oauth4webapi's");
            Request request = ofNimbus(uri);
            if (request.proof() != null) {
                SignedJWT proof = SignedJWT.parse(request.proof());
                int status = nimbus.get(new URI(uri), nimbus.token(), proof).getStatusCode();
                assertLetIn(uri, status, accepted.get(uri), "nimbus's");
            }
        }
    }

    private static String cellHere(Kind kind) {
        try {
            return table().get(kind.row()).get(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertLetIn(String uri, int status, String accepted, String client) {
        boolean isGood = accepted.equals("both") || accepted.equals(client);
        assertThat(client + " " + uri + " " + status, status == 200, is(isGood));
    }
}

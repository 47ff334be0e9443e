package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.contract.Situations.Situation;
import org.resourceprotector.testkit.Challenge;
import org.resourceprotector.testkit.Challenges;

/**
 * Compares the answer to every situation with {@code answers.txt}, on every engine to the letter. To write the file anew,
 * run with {@code -Dcontract.answers=path/to/answers.txt} and read the difference.
 */
class AnswersTest {

    private static final String FILE = "answers.txt";
    private static final String TITLE = "## ";
    private static final List<String> OURS =
            List.of("WWW-Authenticate", "Cache-Control", "Retry-After", "Vary", "Content-Type");

    private static final Tokens TOKENS = new Tokens();
    private static final ResourceProtector PROTECTOR = ResourceProtector.with(new FaultyValidator(TOKENS.validator()));

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Endpoints.Root.class, new Acquiring(PROTECTOR), PROTECTOR);

    @TestFactory
    @DisplayName("R6750-3.1 R6749-7.2-a R9111-3.5-b the answer to every situation")
    Stream<DynamicTest> theAnswerToEverySituation() throws IOException {
        Map<String, String> expected = sections();
        return Situations.all().stream()
                .map(situation -> DynamicTest.dynamicTest(
                        situation.name(),
                        () -> assertThat(section(SERVER, situation), is(expected.get(situation.name())))));
    }

    @Test
    void theFileHoldsTheseSituationsAndNoOthers() throws IOException {
        String update = System.getProperty("contract.answers");
        if (update != null) {
            Files.writeString(
                    Path.of(update),
                    Situations.all().stream()
                            .map(situation -> TITLE + situation.name() + "\n" + section(SERVER, situation))
                            .collect(Collectors.joining("\n")));
        }
        assertThat(
                List.copyOf(sections().keySet()),
                is(Situations.all().stream().map(Situation::name).toList()));
    }

    @TestFactory
    @DisplayName("R6750-3-b R6750-3-c R6750-3-d R9110-11.2-a R9110-11.2-b R9110-11.5-a every challenge reads back")
    Stream<DynamicTest> everyChallengeReadsBack() {
        return Situations.all().stream()
                .map(situation -> DynamicTest.dynamicTest(situation.name(), () -> {
                    Answer answer = situation.call(SERVER).sendRaw();
                    List<Challenge> challenges = Challenges.parse(answer.all("WWW-Authenticate"));
                    boolean isChallenge = answer.status() == 400 || answer.status() == 401 || answer.status() == 403;
                    assertThat(challenges.size(), is(isChallenge ? 1 : 0));
                    for (Challenge challenge : challenges) {
                        assertThat(challenge.scheme(), is("Bearer"));
                        assertThat(challenge.param("realm"), is("api"));
                    }
                }));
    }

    @Test
    @DisplayName("A16 R9110-9.3.2-a HEAD is protected like GET, and answered without a body")
    void headIsProtectedLikeGet() {
        EndpointProbe head = new EndpointProbe(SERVER, "HEAD", "/profile", "profile");
        head.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        head.closedTo(Tokens.EMAIL, 403);
        head.opensTo(Tokens.PROFILE);
        assertThat(SERVER.call("HEAD", "/profile").sendRaw().body(), is(""));
    }

    static String section(Deployed server, Situation situation) {
        Answer answer = situation.call(server).sendRaw();
        StringBuilder text = new StringBuilder(situation.request());
        text.append("\n\nHTTP/1.1 ").append(answer.status()).append(' ');
        text.append(Response.Status.fromStatusCode(answer.status()).getReasonPhrase());
        for (String name : OURS) {
            String value = name.equals("Content-Type") ? answer.mediaType() : answer.header(name);
            text.append(value.isEmpty() ? "" : "\n" + name + ": " + value);
        }
        text.append(answer.body().isEmpty() ? "\n" : "\n\n" + answer.body() + "\n");
        return text.toString();
    }

    static Map<String, String> sections() throws IOException {
        String text;
        try (InputStream file = AnswersTest.class.getResourceAsStream(FILE)) {
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        Map<String, String> sections = new LinkedHashMap<>();
        for (String section : text.split("(?m)^" + TITLE, -1)) {
            int end = section.indexOf('\n');
            if (end > 0) {
                sections.put(
                        section.substring(0, end), section.substring(end + 1).stripTrailing() + "\n");
            }
        }
        return sections;
    }
}

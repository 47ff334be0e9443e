package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.metadata.ResourceMetadata;

/** The answers of {@code answers.txt}, if there is metadata for challenges to name. */
class AnswersWithMetadataTest {

    private static final Tokens TOKENS = new Tokens();
    private static final ResourceProtector PROTECTOR = ResourceProtector.builder()
            .validator(new FaultyValidator(TOKENS.validator()))
            .metadata(ResourceMetadata.builder()
                    .resource("https://api.example.com")
                    .authorizationServers("https://login.example.com")
                    .build())
            .build();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Endpoints.Root.class, new Acquiring(PROTECTOR), PROTECTOR);

    /** Stands at the end of each challenge of a 401 and a 403, and nothing else differs. */
    @TestFactory
    @DisplayName("R9728-5.1-a the answer to every situation, if there is metadata to name")
    Stream<DynamicTest> withMetadata_everyChallengeNamesIt() throws IOException {
        Map<String, String> expected = AnswersTest.sections();
        return Situations.all().stream()
                .map(situation -> DynamicTest.dynamicTest(
                        situation.name(),
                        () -> assertThat(
                                AnswersTest.section(SERVER, situation), is(naming(expected.get(situation.name()))))));
    }

    private static String naming(String answer) {
        return answer.replaceFirst(
                "(HTTP/1.1 40[13][^\n]*\nWWW-Authenticate: [^\n]*)",
                "$1, resource_metadata=\"https://api.example.com/.well-known/oauth-protected-resource\"");
    }
}

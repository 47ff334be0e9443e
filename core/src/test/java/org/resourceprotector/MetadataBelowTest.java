package org.resourceprotector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.metadata.MetadataHandler;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** What somebody gets who serves the metadata at the root of the host. */
class MetadataBelowTest {

    private static final TokenValidator NOBODY = token -> Verdict.notMine();

    private static ResourceProtector protector() {
        return ResourceProtector.builder()
                .validator(NOBODY)
                .metadata(ResourceMetadata.builder()
                        .resource("https://api.example.com/orders")
                        .build())
                .build();
    }

    @Test
    @DisplayName("R9728-3-a the document is at the path that challenges name, from the root of the host on")
    void document_isAtThePathThatChallengesName() {
        MetadataHandler metadata = protector().metadataBelow("");
        assertThat(
                metadata.handle("GET", "/.well-known/oauth-protected-resource/orders")
                        .status(),
                is(200));
        assertThat(metadata.handle("GET", "/orders"), is(nullValue()));
    }

    @Test
    void protectorWithoutMetadata_hasNothingToServe() {
        ResourceProtector without = ResourceProtector.with(NOBODY);
        assertThat(
                assertThrows(IllegalStateException.class, () -> without.metadataBelow(""))
                        .getMessage(),
                containsString("metadata(…)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "app", "/app/", " "})
    void rootThatIsNoPath_isRefused(String root) {
        ResourceProtector protector = protector();
        assertThrows(IllegalArgumentException.class, () -> protector.metadataBelow(root));
    }
}

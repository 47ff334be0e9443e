package org.resourceprotector.example.jersey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.example.Example;
import org.resourceprotector.example.Settings;

/** The document of the API: who may read it, and that it knows the rule of every operation. */
class OpenApiDocumentTest {

    @Test
    void document_isOpenAndKnowsEveryRule(@TempDir Path directory) throws Exception {
        Settings settings = new Settings("test", Map.of("PORT", "0", "DATA_DIR", directory.toString()));
        try (Example example = JerseyExample.start(settings)) {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(example.uri().resolve("openapi.json"))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(response.statusCode(), is(200));
            assertThat(response.body(), containsString("scope `profile` and `email`, or `user`"));
            assertThat(response.body(), not(containsString("is not known")));
            assertThat(response.body(), not(containsString("/console")));
        }
    }
}

package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.metadata.ResourceMetadata;

/** {@code acquire} in an application that accepts tokens elsewhere than in the header, and has several resources. */
class AcquireFromQueryTest {

    private static final Tokens TOKENS = new Tokens();
    private static final String TOKEN = "access_token=" + Tokens.PROFILE;
    private static final String METADATA =
            "resource_metadata=\"https://api.example.com/.well-known/oauth-protected-resource/acquire\"";
    private static final ResourceProtector PROTECTOR = ResourceProtector.builder()
            .validator(TOKENS.validator())
            .acceptFormToken()
            .acceptQueryToken()
            .metadata(ResourceMetadata.builder()
                    .resource("https://api.example.com")
                    .scopesSupported("email")
                    .build())
            .metadata(ResourceMetadata.builder()
                    .resource("https://api.example.com/acquire")
                    .endpointsBelow("/acquire")
                    .scopesSupported("profile")
                    .build())
            .build();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Endpoints.Root.class, new Acquiring(PROTECTOR), PROTECTOR);

    @Test
    @DisplayName("R6750-2.3-a R6750-2.3-b acquire takes the token of the query, and the answer is private")
    void tokenOfTheQuery_isAcquired() {
        Answer answer = SERVER.get("/acquire/profile?" + TOKEN).send();
        assertThat(answer.body(), is("ran acquire/profile for alice"));
        assertThat(answer.header("Cache-Control"), is("private"));
        assertThat(SERVER.call("HEAD", "/acquire/profile?" + TOKEN).send().status(), is(200));
        Answer header = SERVER.get("/acquire/profile").bearer(Tokens.PROFILE).send();
        assertThat(header.header("Cache-Control"), is(""));
        Answer unknown =
                SERVER.get("/acquire/profile?access_token=" + Tokens.UNKNOWN).send();
        assertThat(unknown.status(), is(401));
        assertThat(unknown.header("Cache-Control"), is("no-store"));
    }

    @Test
    @DisplayName("R6750-2-a two tokens are malformed for acquire, too")
    void twoTokens_areMalformed() {
        assertThat(
                SERVER.get("/acquire/profile?" + TOKEN)
                        .bearer(Tokens.PROFILE)
                        .send()
                        .status(),
                is(400));
        assertThat(SERVER.get("/acquire/profile?" + TOKEN + "&" + TOKEN).send().status(), is(400));
    }

    @Test
    @DisplayName("R6750-2.2-a acquire takes no token from a form, which belongs to the method by then")
    void tokenOfAForm_isNotAcquired() {
        int before = Ran.times("acquire/posted");
        Answer answer = SERVER.call("POST", "/acquire/posted")
                .body("application/x-www-form-urlencoded", TOKEN)
                .send();
        assertThat(answer.status(), is(401));
        assertThat(Ran.times("acquire/posted"), is(before));
    }

    @Test
    @DisplayName("R9728-5.1-a whoever is refused is sent to the resource that was called, HEAD and GET alike")
    void refusal_namesTheResourceThatWasCalled() {
        for (String method : new String[] {"GET", "HEAD"}) {
            for (String path : new String[] {"/acquire/profile", "/acquire;a=b/profile"}) {
                assertThat(
                        method + " " + path,
                        SERVER.call(method, path).send().challenge(),
                        is("Bearer realm=\"api\", scope=\"profile\", " + METADATA));
            }
        }
    }
}

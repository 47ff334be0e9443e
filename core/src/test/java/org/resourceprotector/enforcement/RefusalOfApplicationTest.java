package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ApiToken;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionException;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.runtime.InProcess;
import org.resourceprotector.runtime.InProcess.Answer;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.Verdict;

/** What becomes of a refusal that a resource method throws or returns: the challenge and the listeners of any other. */
class RefusalOfApplicationTest {

    private static final List<String> HEARD = new ArrayList<>();

    private static final ProtectionListener LISTENER = new ProtectionListener() {
        @Override
        public void refused(Rejection rejection, ProtectedEndpoint endpoint, @Nullable AccessToken token) {
            HEARD.add(rejection.reason() + " at " + endpoint.path() + " of "
                    + (token == null ? "nobody" : token.getName()));
        }
    };

    /** Proves what was sent in one header, for one method and URI. */
    private static final class ProofOfRequest implements SenderConstraint {

        @Override
        public String scheme() {
            return "Proof";
        }

        @Override
        public String confirmationMember() {
            return "jkt";
        }

        @Override
        public Proof examine(PresentedToken presented) {
            String of = presented.method() + " " + presented.uri();
            return new Proof() {
                @Override
                public @Nullable Rejection verify(Confirmation confirmation) {
                    return presented.header("Proof").equals(List.of(of))
                            ? null
                            : Rejection.of(Reason.UNPROVEN_BINDING, of);
                }
            };
        }
    }

    private static Verdict validated(PresentedToken presented) {
        return presented.value().equals("bound")
                ? Verdict.accepted(new ApiToken(
                        "carol", Set.of("read", "write"), Set.of(), new Confirmation(Map.of("jkt", "key"))))
                : Verdict.accepted(ApiToken.of("alice", "read"));
    }

    /** Refuses in every way. */
    @Path("refusing")
    public static class Refusing {

        private final ResourceProtector protector;

        Refusing(ResourceProtector protector) {
            this.protector = protector;
        }

        @GET
        @Path("optional")
        @Protected(optional = true)
        public String optional() {
            throw ProtectionException.forbidden("not hers");
        }

        @GET
        @Path("constrained")
        @Protected(senderConstrained = true)
        public String constrained() {
            throw ProtectionException.forbidden("not hers");
        }

        @GET
        @Path("open")
        public String open() {
            throw ProtectionException.forbidden("nobody's");
        }

        @GET
        @Path("returned")
        @Protected
        public Response returned(@Context SecurityContext security) {
            try {
                protector.acquire(security, "admin");
                return Response.ok().build();
            } catch (ProtectionException e) {
                return Response.fromResponse(e.getResponse())
                        .header("WWW-Authenticate", "Own a=\"b\"")
                        .build();
            }
        }

        @GET
        @Path("acquired")
        public String acquired(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.acquire(headers, uri, request, "write").getName();
        }
    }

    private static InProcess application(UnaryOperator<ResourceProtector.Builder> settings) {
        ResourceProtector protector = settings.apply(ResourceProtector.builder()
                        .validator(RefusalOfApplicationTest::validated)
                        .senderConstraint(new ProofOfRequest())
                        .listener(LISTENER))
                .build();
        HEARD.clear();
        return new InProcess(new ResourceConfig().register(protector).register(new Refusing(protector)));
    }

    private final InProcess application = application(settings -> settings);

    private static String challenge(Answer answer) {
        return answer.status()
                + " "
                + String.valueOf(answer.header("WWW-Authenticate")).replaceAll(", error_description=\"[^\"]*\"", "");
    }

    private static final String PROOF = "GET https://api.example.com/app/refusing/";

    @Test
    void refusalThatIsThrown_isUnderTheSchemeOfTheCaller() {
        assertThat(
                challenge(application.call("GET", "refusing/optional", "Authorization", "Bearer alice")),
                is("403 Bearer realm=\"api\", error=\"insufficient_scope\", Proof realm=\"api\""));
        assertThat(
                challenge(application.call(
                        "GET", "refusing/optional", "Authorization", "Proof bound", "Proof", PROOF + "optional")),
                is("403 Bearer realm=\"api\", Proof realm=\"api\", error=\"insufficient_scope\""));
        assertThat(
                challenge(application.call(
                        "GET", "refusing/constrained", "Authorization", "Proof bound", "Proof", PROOF + "constrained")),
                is("403 Proof realm=\"api\", error=\"insufficient_scope\""));
        assertThat(
                HEARD,
                contains(
                        "NOT_PERMITTED at /refusing/optional of alice",
                        "NOT_PERMITTED at /refusing/optional of carol",
                        "NOT_PERMITTED at /refusing/constrained of carol"));
    }

    @Test
    void refusalOfAnonymousCaller_isHeardOfToo() {
        assertThat(application.call("GET", "refusing/optional").status(), is(403));
        assertThat(application.call("GET", "refusing/open").status(), is(403));
        assertThat(HEARD, contains("NOT_PERMITTED at /refusing/optional of nobody", "NOT_PERMITTED at  of nobody"));
    }

    @Test
    void refusalThatIsReturned_isHeardOfOnce_andKeepsWhatTheMethodAdds() {
        assertThat(
                challenge(application.call("GET", "refusing/returned", "Authorization", "Bearer alice")),
                is("403 Bearer realm=\"api\", scope=\"admin\", error=\"insufficient_scope\", Proof realm=\"api\","
                        + " Own a=\"b\""));
        assertThat(HEARD, contains("INSUFFICIENT_SCOPE at  of alice"));
    }

    @Test
    void refusal_namesTheMetadataOfWhatWasCalled() {
        InProcess several = application(
                settings -> settings.metadata(resource("/refusing")).metadata(resource("/refusing/optional")));
        assertThat(
                challenge(several.call("GET", "refusing/optional;a=b", "Authorization", "Bearer alice")),
                is("403 Bearer realm=\"api\", error=\"insufficient_scope\","
                        + " resource_metadata=\"https://api.example.com/.well-known/oauth-protected-resource/refusing/optional\","
                        + " Proof realm=\"api\""));
        assertThat(
                challenge(several.call("GET", "refusing/returned", "Authorization", "Bearer alice")),
                startsWith(
                        "403 Bearer realm=\"api\", scope=\"admin\", error=\"insufficient_scope\", resource_metadata=\""
                                + "https://api.example.com/.well-known/oauth-protected-resource/refusing\""));
    }

    private static ResourceMetadata resource(String path) {
        return ResourceMetadata.builder()
                .resource("https://api.example.com" + path)
                .endpointsBelow(path)
                .servedElsewhere()
                .build();
    }

    @Test
    void tokenThatIsAcquired_isProvedForTheRequest() {
        String[] headers = {"Authorization", "Proof bound", "Proof", PROOF + "acquired"};
        assertThat(application.call("GET", "refusing/acquired", headers).toString(), is("200 carol"));
        headers[3] = PROOF + "other";
        assertThat(application.call("GET", "refusing/acquired", headers).status(), is(401));
        headers[3] = "POST" + PROOF.substring(3) + "acquired";
        assertThat(application.call("GET", "refusing/acquired", headers).status(), is(401));
        assertThat(
                application
                        .call("GET", "refusing/acquired", "Authorization", "Proof bound")
                        .status(),
                is(401));
    }
}

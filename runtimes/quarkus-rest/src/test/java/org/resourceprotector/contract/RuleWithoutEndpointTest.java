package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** A rule that belongs to no endpoint is refused, because the endpoint that it was written for would be open. */
class RuleWithoutEndpointTest {

    /** What somebody writes. */
    public interface People {

        @Protected("profile")
        String list(int page);
    }

    /** What is made of it, as some extensions of Quarkus do: the method of the endpoint is another one. */
    @Path("/people")
    public static class PeopleResource implements People {

        @GET
        public String list(@QueryParam("page") int page, @QueryParam("size") int size) {
            return list(page * size);
        }

        @Override
        public String list(int first) {
            return "open";
        }
    }

    @Test
    void methodOfAnotherSignature_isRefused() {
        ResourceProtector protector = ResourceProtector.with(new Tokens().validator());
        Exception refused = assertThrows(
                Exception.class,
                () -> Server.start(new Api(PeopleResource.class, protector)).close());
        StringWriter all = new StringWriter();
        refused.printStackTrace(new PrintWriter(all));
        assertThat(
                all.toString(),
                containsString(
                        "RuleWithoutEndpointTest.People#list is protected by annotation, but is not a resource method"));
    }
}

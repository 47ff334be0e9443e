package org.resourceprotector.servers.beans;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** A bean that is made for each request. */
@Path("bean/request")
@RequestScoped
public class OfRequest {

    /** Answers, if it was injected. */
    @RequestScoped
    public static class Answer {

        String text() {
            return "ran";
        }
    }

    @Inject
    Answer answer;

    @GET
    @Path("method")
    @Protected("profile")
    public String method() {
        return answer.text();
    }

    @GET
    @Path("open")
    public String open() {
        return answer.text();
    }
}

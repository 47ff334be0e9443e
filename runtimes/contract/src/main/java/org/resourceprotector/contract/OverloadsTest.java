package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Methods of one name and as many parameters, with annotations that are inherited: each has the rule of its own. */
class OverloadsTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Items.class, Users.class, Loose.class, Leading.class, ResourceProtector.with(TOKENS.validator()));

    /** One takes a list. */
    public interface ItemsApi {
        @GET
        @Path("batch")
        @Protected("profile")
        String find(@QueryParam("q") List<String> several);

        @GET
        String find(@QueryParam("q") String one);
    }

    /** Inherits all annotations but its rule. */
    @Path("/overloaded-items")
    @Protected("email")
    public static class Items implements ItemsApi {
        @Override
        public String find(List<String> several) {
            return Ran.here("overloaded/list");
        }

        @Override
        public String find(String one) {
            return Ran.here("overloaded/one");
        }
    }

    /** One takes a type variable. */
    public interface Crud<T> {
        @POST
        @Consumes("text/plain")
        @Protected("profile")
        String save(T one);

        @GET
        @Path("saved")
        String save(@QueryParam("q") List<String> several);
    }

    /** Likewise. */
    @Path("/overloaded-users")
    @Protected("email")
    public static class Users implements Crud<String> {
        @Override
        public String save(String one) {
            return Ran.here("overloaded/variable");
        }

        @Override
        public String save(List<String> several) {
            return Ran.here("overloaded/saved");
        }
    }

    /** Leads somewhere, by a type variable. */
    public interface Way<N> {
        @Path("way")
        @Protected("profile")
        Leaf way(@QueryParam("x") N to);
    }

    /** Has an overload that Jersey takes for the method of the interface. */
    @Path("/overloaded-way")
    public static class Loose implements Way<Integer> {
        @Override
        @Path("own")
        public Leaf way(@QueryParam("x") Integer to) {
            return new Leaf();
        }

        public Leaf way(String text) {
            return new Leaf();
        }
    }

    /** Leads to the same. */
    @Path("/leading-to-overloaded-way")
    public static class Leading {
        @Path("there")
        public Object there() {
            return new Loose();
        }
    }

    /** Says nothing. */
    public static class Leaf {
        @GET
        public String get() {
            return Ran.here("overloaded/leaf");
        }
    }

    @Test
    void overloadOfList_hasTheRuleOfItsOwn() {
        new EndpointProbe(SERVER, "GET", "/overloaded-items/batch", "overloaded/list").closedTo(Tokens.EMAIL, 403);
        new EndpointProbe(SERVER, "GET", "/overloaded-items/batch", "overloaded/list").opensTo(Tokens.PROFILE);
        new EndpointProbe(SERVER, "GET", "/overloaded-items", "overloaded/one").closedTo(Tokens.PROFILE, 403);
        new EndpointProbe(SERVER, "GET", "/overloaded-items", "overloaded/one").opensTo(Tokens.EMAIL);
    }

    @Test
    void overloadOfTypeVariable_hasTheRuleOfItsOwn() {
        new EndpointProbe(SERVER, "GET", "/overloaded-users/saved", "overloaded/saved").closedTo(Tokens.PROFILE, 403);
        new EndpointProbe(SERVER, "GET", "/overloaded-users/saved", "overloaded/saved").opensTo(Tokens.EMAIL);
        int ran = Ran.times("overloaded/variable");
        Answer answer = SERVER.call("POST", "/overloaded-users")
                .body("text/plain", "x")
                .bearer(Tokens.EMAIL)
                .send();
        assertThat(answer.toString(), answer.status(), is(403));
        assertThat(Ran.times("overloaded/variable"), is(ran));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/overloaded-way/way", "/leading-to-overloaded-way/there/way"})
    void locatorThatTakesTheAnnotationsOfAnother_isNotOpen(String path) {
        int ran = Ran.times("overloaded/leaf");
        SERVER.get(path).send();
        SERVER.get(path).bearer(Tokens.EMAIL).send();
        assertThat(Ran.times("overloaded/leaf"), is(ran));
        String own = path.replaceAll("way$", "own");
        assertThat(SERVER.get(own).bearer(Tokens.PROFILE).send().body(), is("ran overloaded/leaf"));
    }
}

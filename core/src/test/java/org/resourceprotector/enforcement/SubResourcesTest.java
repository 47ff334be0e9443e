package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.InvalidDeclaration;

/** The types that locators are declared to lead to. */
class SubResourcesTest {

    private final EndpointRules rules = new EndpointRules(false);

    /** Leads to several types, and to what nobody knows. */
    @Path("root")
    public static class Root {

        /** To a class. */
        @Path("branch")
        public Branch branch() {
            return new Branch();
        }

        /** To the same. */
        @Path("again")
        public Branch again() {
            return new Branch();
        }

        /** To anything. */
        @Path("any")
        public Object any() {
            return new Leaf();
        }
    }

    /** Leads on, and back. */
    public static class Branch {

        /** To the end. */
        @Path("leaf")
        public Leaf leaf() {
            return new Leaf();
        }

        /** To the beginning. */
        @Path("root")
        public Root root() {
            return new Root();
        }
    }

    /** Leads nowhere. */
    public static class Leaf {

        /** Of a resource. */
        @GET
        public String get() {
            return "";
        }
    }

    /** Says that a locator is open. */
    public interface Opens {

        /** To the end. */
        @Path("leaf")
        @Unprotected
        Leaf leaf();
    }

    /** Says that it is not. */
    public interface Closes {

        /** To the end. */
        @Path("leaf")
        @Protected
        Leaf leaf();
    }

    /** Says both. */
    public interface Both extends Opens, Closes {}

    /** Says both, in a class. */
    public static class BothInAClass implements Both {

        @Override
        public Leaf leaf() {
            return new Leaf();
        }
    }

    /** Cannot be meant. */
    public interface Contradicts {

        /** To the end. */
        @Path("leaf")
        @Protected
        @Unprotected
        Leaf leaf();
    }

    @Test
    void everyTypeOnTheWay_isFoundOnce() {
        assertThat(SubResources.of(rules, Root.class), containsInAnyOrder(Root.class, Branch.class, Leaf.class));
        assertThat(SubResources.of(rules, Leaf.class), containsInAnyOrder((Object) Leaf.class));
        assertThat(SubResources.of(rules, Opens.class), containsInAnyOrder(Opens.class, Leaf.class));
    }

    @Test
    void whereInterfacesDisagree_theImplementationDecides() {
        assertThat(SubResources.locators(rules, Both.class, false), is(empty()));
        assertThrows(InvalidDeclaration.class, () -> SubResources.locators(rules, Both.class, true));
        assertThrows(InvalidDeclaration.class, () -> SubResources.locators(rules, BothInAClass.class, false));
    }

    @Test
    void declarationThatCannotBeMeant_isRefused() {
        assertThrows(InvalidDeclaration.class, () -> SubResources.locators(rules, Contradicts.class, false));
        assertThrows(InvalidDeclaration.class, () -> SubResources.of(rules, Contradicts.class));
    }
}

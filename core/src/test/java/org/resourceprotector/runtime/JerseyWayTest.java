package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.glassfish.hk2.api.ProxyCtl;
import org.junit.jupiter.api.Test;

/** Which objects locators of Jersey were called on, of those that it put on its stack. */
class JerseyWayTest {

    static class Root {

        Object leaf() {
            return "leaf";
        }

        Object self() {
            return this;
        }
    }

    static class BoundInstead extends Root {}

    static class Other {

        Object leaf() {
            return "leaf";
        }
    }

    /** A proxy of a bean, as HK2 makes it. */
    static class ProxyOfOther extends Other implements ProxyCtl {

        @Override
        public Object __make() {
            return new Other();
        }
    }

    private final Root root = new Root();
    private final Other other = new Other();

    private static MatchedMethod locator(Class<?> type, String name) {
        try {
            return new MatchedMethod(type, type.getDeclaredMethod(name));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final MatchedMethod OF_ROOT = locator(Root.class, "leaf");
    private static final MatchedMethod OF_OTHER = locator(Other.class, "leaf");
    private static final MatchedMethod SELF = locator(Root.class, "self");

    /** The way over objects, the first of which was called first. */
    private static JerseyWay over(Object... stack) {
        List<Object> lastFirst = new ArrayList<>(Arrays.asList(stack));
        Collections.reverse(lastFirst);
        return new JerseyWay(lastFirst);
    }

    @Test
    void locator_isCalledOnTheObjectThatHasIt() {
        JerseyWay way = over(root, "resource");
        way.call(OF_ROOT);
        assertThat(way.called(OF_ROOT), contains(Root.class));
        assertThat(way.passed(), is(empty()));
        assertThat(way.behind(), is(empty()));
    }

    @Test
    void subclassThatWasBoundInstead_isWhatIsCalled() {
        JerseyWay way = over(new BoundInstead(), "resource");
        way.call(OF_ROOT);
        assertThat(way.called(OF_ROOT), contains(BoundInstead.class));
    }

    @Test
    void whatALocatorReturned_isPassedIfTheNextIsCalledOnAnother() {
        JerseyWay way = over(root, "returned", other, "shown", "resource");
        way.call(OF_ROOT);
        way.call(OF_OTHER);
        assertThat(way.called(OF_OTHER), contains(Other.class));
        assertThat(way.passed(), contains("returned"));
        assertThat(way.behind(), contains("shown"));
    }

    @Test
    void whatALocatorReturned_isNotPassedIfTheNextIsCalledOnIt() {
        JerseyWay way = over(root, other, "resource");
        way.call(OF_ROOT);
        way.call(OF_OTHER);
        assertThat(way.called(OF_OTHER), contains(Other.class));
        assertThat(way.passed(), is(empty()));
        assertThat(way.behind(), is(empty()));
    }

    @Test
    void locatorAfterAModel_isCalledOnTheNextObject() {
        JerseyWay way = over(root, other, "resource");
        way.call(OF_ROOT);
        way.call(SELF); // a model was returned, whose method is called on the same object
        assertThat(way.passed(), is(empty()));
        way.call(OF_OTHER);
        assertThat(way.called(OF_OTHER), contains(Other.class));
        assertThat(way.behind(), is(empty()));
    }

    @Test
    void locatorsOfModels_areCalledOnTheOnlyObject() {
        JerseyWay way = over(root);
        way.call(OF_ROOT);
        way.call(SELF);
        assertThat(way.called(SELF), contains(Root.class));
        assertThat(way.behind(), is(empty()));
    }

    @Test
    void firstLocator_isCalledOnTheFirstObject() {
        JerseyWay way = over(bound, new BoundInstead(), "resource");
        way.call(SELF);
        assertThat(way.passed(), is(empty()));
        assertThat(way.behind().size(), is(1));
    }

    @Test
    void severalObjectsThatMayHaveBeenCalled_allCount() {
        JerseyWay way = over(root, new Root(), bound, bound, "resource"); // pushed twice
        way.call(SELF);
        way.call(SELF);
        way.call(SELF);
        assertThat(way.called(SELF), containsInAnyOrder(Root.class, BoundInstead.class));
    }

    @Test
    void locatorThatNoObjectHas_isAFault() {
        JerseyWay nothing = over();
        assertThrows(IllegalStateException.class, () -> nothing.call(OF_ROOT));
        JerseyWay another = over(other, "resource");
        assertThrows(IllegalStateException.class, () -> another.call(OF_ROOT));
        JerseyWay ended = over(root, "resource");
        ended.call(OF_ROOT);
        assertThrows(IllegalStateException.class, () -> ended.call(OF_OTHER));
    }

    private final ProxyOfOther first = new ProxyOfOther();
    private final ProxyOfOther second = new ProxyOfOther();
    private final BoundInstead bound = new BoundInstead();

    /** A resource that leads to itself, so that each call of its locator may have been on one object more. */
    private JerseyWay leadingToItself(int times) {
        List<Object> stack = new ArrayList<>(List.of(other));
        stack.addAll(Collections.nCopies(17, root));
        stack.addAll(List.of(first, second, second, bound, "shown", "resource"));
        JerseyWay way = over(stack.toArray());
        way.call(OF_OTHER);
        for (int i = 0; i < times; i++) {
            way.call(SELF);
        }
        return way;
    }

    @Test
    void asManyObjectsAsAreFollowed_areToldApart() {
        JerseyWay way = leadingToItself(16);
        assertThat(way.called(SELF), contains(Root.class));
        assertThat(way.passed(), is(Collections.nCopies(14, root)));
        assertThat(way.behind().size(), is(21));
        assertThrows(IllegalStateException.class, () -> leadingToItself(15).call(OF_OTHER));
    }

    @Test
    void whereTooManyMayHaveBeenCalled_eachClassBehindTheFirstCounts() {
        JerseyWay way = leadingToItself(17);
        assertThat(way.called(SELF), containsInAnyOrder(Root.class, BoundInstead.class));
        assertThat(way.passed(), contains("resource", bound, second, first, root));
        assertThat(way.behind(), is(way.passed()));

        way.call(OF_OTHER);
        assertThat(way.called(OF_OTHER), contains(Other.class));
        way.call(OF_ROOT);
        assertThat(way.called(OF_ROOT), containsInAnyOrder(Root.class, BoundInstead.class));
        MatchedMethod unknown = locator(JerseyWayTest.class, "locatorThatNoObjectHas_isAFault");
        assertThrows(IllegalStateException.class, () -> way.call(unknown));
    }

    static class Lowest extends Root {}

    @Test
    void whereTooManyMayHaveBeenCalled_theFirstOfThemCounts() {
        MatchedMethod self = new MatchedMethod(Lowest.class, SELF.method());
        Lowest lowest = new Lowest();
        List<Object> stack = new ArrayList<>(List.of(other, lowest));
        stack.addAll(Collections.nCopies(40, root));
        stack.add("resource");
        JerseyWay way = over(stack.toArray());
        way.call(OF_OTHER);
        for (int i = 0; i < 15; i++) {
            way.call(self);
        }
        assertThat(way.passed(), contains("resource", root, lowest));
    }
}

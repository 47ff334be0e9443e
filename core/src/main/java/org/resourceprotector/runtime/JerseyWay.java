package org.resourceprotector.runtime;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The way of a request through locators, over the objects that Jersey put on a stack. Before it
 * calls a method, it pushes an object of its handler, unless one of that very class is on top; and
 * then what a locator returns, unless that is a model of a resource. What it is asked to make of a
 * class may be of a subclass that was bound instead, and is then pushed twice. Where this leaves
 * several objects that a locator may have been called on, all of them count.
 *
 * <p>Used by one thread, for one request.
 */
final class JerseyWay {

    private final List<Object> lastFirst;

    /** How many objects there may have been when the last method was called. */
    private BitSet heights = new BitSet();

    /** How many there were at least when the one before was called, that one included. */
    private int before;

    JerseyWay(List<Object> lastFirst) {
        this.lastFirst = List.copyOf(lastFirst); // Jersey's is a linked one
        heights.set(0);
    }

    /** Goes on to the next locator. Fails if that cannot have been called on any object. */
    void call(MatchedMethod named) {
        BitSet next = new BitSet();
        heights.stream().forEach(height -> {
            add(next, named, height); // a model was returned, or nothing was called yet
            if (height > 0) {
                add(next, named, height + 1);
            }
        });
        if (next.isEmpty()) {
            throw new IllegalStateException("Jersey names a locator that it cannot have called");
        }
        before = heights.nextSetBit(0);
        heights = next;
    }

    /** The height at which a method is called, if its caller had left the stack at another one. */
    private void add(BitSet next, MatchedMethod named, int top) {
        if (top > 0 && top <= lastFirst.size() && at(top).getClass() == named.resource()) {
            next.set(top);
        } else if (top < lastFirst.size() && named.method().getDeclaringClass().isInstance(at(top + 1))) {
            next.set(top + 1);
        }
    }

    /** The classes of the objects that the last locator may have been called on. */
    Set<Class<?>> called(MatchedMethod named) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        heights.stream()
                .mapToObj(this::at)
                .forEach(object -> classes.add(
                        named.resource().isInstance(object) ? BeanProxies.classOf(object) : named.resource()));
        return classes;
    }

    /** The objects between the one that the last locator was called on and the one before that. */
    List<Object> passed() {
        return between(before, heights.length() - 1);
    }

    /** The objects between the one that the last locator was called on and that of the resource method. */
    List<Object> behind() {
        return between(heights.nextSetBit(0), lastFirst.size());
    }

    private List<Object> between(int low, int high) {
        int size = lastFirst.size();
        return high - low < 2 ? List.of() : lastFirst.subList(size - high + 1, size - low);
    }

    private Object at(int height) {
        return lastFirst.get(lastFirst.size() - height);
    }
}

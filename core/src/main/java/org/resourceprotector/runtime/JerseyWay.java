package org.resourceprotector.runtime;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request through locators, over the objects that Jersey put on a stack. Before it
 * calls a method, it pushes an object of its handler, unless one of that very class is on top; and
 * then what a locator returns, unless that is a model of a resource. What it is asked to make of a
 * class may be of a subclass that was bound instead, and is then pushed twice. Where this leaves
 * several objects that a locator may have been called on, all of them count; and where it leaves
 * too many, as callers can bring about if a resource leads to itself, all that come after them.
 *
 * <p>Used by one thread, for one request.
 */
final class JerseyWay {

    /** How many objects a locator may have been called on before all count. */
    private static final int MAX_HEIGHTS = 16;

    private final List<Object> lastFirst;

    /** How many objects there may have been when the last method was called. */
    private BitSet heights = new BitSet();

    /** How many there were at least when the one before was called, that one included. */
    private int before;

    /** One object of each class, of those that may have been called or passed since there are too many; null before that. */
    private @Nullable List<Object> rest;

    JerseyWay(List<Object> lastFirst) {
        this.lastFirst = List.copyOf(lastFirst); // Jersey's is a linked one
        heights.set(0);
    }

    /** Goes on to the next locator. Fails if that cannot have been called on any object. */
    void call(MatchedMethod named) {
        if (rest == null) {
            callOnKnown(named);
        } else if (rest.stream().noneMatch(object -> has(object, named))) {
            throw cannotHaveCalled();
        }
    }

    private void callOnKnown(MatchedMethod named) {
        BitSet next = new BitSet();
        heights.stream().forEach(height -> {
            add(next, named, height); // a model was returned, or nothing was called yet
            if (height > 0) {
                add(next, named, height + 1);
            }
        });
        if (next.isEmpty()) {
            throw cannotHaveCalled();
        }
        before = heights.nextSetBit(0);
        heights = next;
        if (heights.cardinality() > MAX_HEIGHTS) {
            int lowest = Math.min(before + 1, heights.nextSetBit(0));
            rest = oneOfEachClass(lastFirst.subList(0, lastFirst.size() - lowest + 1));
        }
    }

    private static IllegalStateException cannotHaveCalled() {
        return new IllegalStateException("Jersey names a locator that it cannot have called");
    }

    /** The height at which a method is called, if its caller had left the stack at another one. */
    private void add(BitSet next, MatchedMethod named, int top) {
        if (top > 0 && top <= lastFirst.size() && at(top).getClass() == named.resource()) {
            next.set(top);
        } else if (top < lastFirst.size() && hasMethod(at(top + 1), named)) {
            next.set(top + 1);
        }
    }

    private static boolean has(Object object, MatchedMethod named) {
        return object.getClass() == named.resource() || hasMethod(object, named);
    }

    private static boolean hasMethod(Object object, MatchedMethod named) {
        return named.method().getDeclaringClass().isInstance(object);
    }

    /** The proxies of beans are all kept, each once: their class does not tell that of the bean. */
    private static List<Object> oneOfEachClass(List<Object> objects) {
        Set<Class<?>> seen = new HashSet<>();
        Set<Object> proxies = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Object> kept = new ArrayList<>();
        for (Object object : objects) {
            if (BeanProxies.isProxy(object.getClass()) ? proxies.add(object) : seen.add(object.getClass())) {
                kept.add(object);
            }
        }
        return kept;
    }

    /** The classes of the objects that the last locator may have been called on. */
    Set<Class<?>> called(MatchedMethod named) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        (rest == null ? heights.stream().mapToObj(this::at) : rest.stream().filter(object -> has(object, named)))
                .forEach(object -> classes.add(
                        named.resource().isInstance(object) ? BeanProxies.classOf(object) : named.resource()));
        return classes;
    }

    /** The objects between the one that the last locator was called on and the one before that. */
    List<Object> passed() {
        return rest == null ? between(before, heights.length() - 1) : rest;
    }

    /** The objects between the one that the last locator was called on and that of the resource method. */
    List<Object> behind() {
        return rest == null ? between(heights.nextSetBit(0), lastFirst.size()) : rest;
    }

    private List<Object> between(int low, int high) {
        int size = lastFirst.size();
        return high - low < 2 ? List.of() : lastFirst.subList(size - high + 1, size - low);
    }

    private Object at(int height) {
        return lastFirst.get(lastFirst.size() - height);
    }
}

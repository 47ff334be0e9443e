package org.resourceprotector.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A resource class, the classes above it and their interfaces, with marks on some of them and on some of their methods; and
 * which mark counts, by the words of the documentation.
 *
 * @param classes the resource class first, then the one that it extends, and so on
 * @param isGeneric whether all but the resource class have a type variable, which their methods return
 */
record TypeFamily(String name, List<Member> classes, boolean isGeneric) {

    /** The names of the methods, each of which a type of the family may declare. */
    static final List<String> METHODS = List.of("one", "two");

    /**
     * A class or an interface.
     *
     * @param interfaces which it implements or extends
     */
    record Member(String name, Mark mark, List<Member> interfaces, List<Operation> methods) {

        Mark markOf(String method) {
            return methods.stream()
                    .filter(declared -> declared.name().equals(method))
                    .map(Operation::mark)
                    .findFirst()
                    .orElse(Mark.NOTHING);
        }

        Optional<Operation> declared(String method) {
            return methods.stream()
                    .filter(declared -> declared.name().equals(method))
                    .findFirst();
        }

        /** Whether it is the other one, or inherits from it by its interfaces. */
        boolean is(Member other) {
            return equals(other) || interfaces.stream().anyMatch(above -> above.is(other));
        }
    }

    /**
     * A declaration of a method.
     *
     * @param isResource whether it has {@code @GET} and a path
     * @param hasBody whether it is more than the declaration of an interface
     */
    record Operation(String name, Mark mark, boolean isResource, boolean hasBody) {}

    String path(String method) {
        return "/" + name.toLowerCase(Locale.ROOT) + "/" + method;
    }

    Set<Member> interfaces() {
        Set<Member> all = new LinkedHashSet<>();
        classes.forEach(type -> type.interfaces().forEach(above -> collect(above, all)));
        return all;
    }

    private static void collect(Member type, Set<Member> all) {
        all.add(type);
        type.interfaces().forEach(above -> collect(above, all));
    }

    /** Whether every runtime must have this endpoint: the method that runs says so itself. */
    boolean isResource(String method) {
        return classes.stream()
                .flatMap(type -> type.declared(method).stream())
                .findFirst()
                .map(Operation::isResource)
                .orElse(false);
    }

    /** The mark that counts; empty if the family must be refused, because its interfaces disagree. */
    Optional<Mark> counting(String method) {
        boolean isOnMethod = classes.stream().anyMatch(type -> type.markOf(method) != Mark.NOTHING)
                || interfaces().stream().anyMatch(type -> type.markOf(method) != Mark.NOTHING);
        return mostSpecific(isOnMethod ? type -> type.markOf(method) : Member::mark);
    }

    /** A class replaces what its own interfaces say; an interface, what those say that it extends; others must agree. */
    private Optional<Mark> mostSpecific(Function<Member, Mark> mark) {
        List<Member> interfaces = interfaces().stream()
                .filter(type -> mark.apply(type) != Mark.NOTHING)
                .toList();
        for (int i = 0; i < classes.size(); i++) {
            Mark found = mark.apply(classes.get(i));
            if (found != Mark.NOTHING) {
                List<Member> replaced = new ArrayList<>();
                classes.subList(i, classes.size()).forEach(type -> replaced.addAll(type.interfaces()));
                boolean agrees = interfaces.stream()
                        .allMatch(type ->
                                mark.apply(type) == found || replaced.stream().anyMatch(of -> of.is(type)));
                return agrees ? Optional.of(found) : Optional.empty();
            }
        }
        Set<Mark> left = new LinkedHashSet<>();
        interfaces.stream()
                .filter(type -> interfaces.stream().noneMatch(other -> !other.equals(type) && other.is(type)))
                .forEach(type -> left.add(mark.apply(type)));
        return left.size() > 1
                ? Optional.empty()
                : Optional.of(left.stream().findFirst().orElse(Mark.NOTHING));
    }
}

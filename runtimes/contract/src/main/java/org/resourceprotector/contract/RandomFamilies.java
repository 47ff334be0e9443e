package org.resourceprotector.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.resourceprotector.contract.TypeFamily.Member;
import org.resourceprotector.contract.TypeFamily.Operation;

/** Makes families of up to three classes and four interfaces, of which none must be refused. */
final class RandomFamilies {

    private static final List<Mark> MARKS = List.of(
            Mark.NOTHING,
            Mark.NOTHING,
            Mark.NOTHING,
            Mark.UNPROTECTED,
            Mark.ANY_TOKEN,
            Mark.PROFILE,
            Mark.EMAIL,
            Mark.OPTIONAL);

    private final Random random;
    private int last;

    RandomFamilies(Random random) {
        this.random = random;
    }

    TypeFamily next() {
        last++;
        return Stream.generate(this::some)
                .filter(family -> TypeFamily.METHODS.stream()
                        .allMatch(method -> family.counting(method).isPresent()))
                .findFirst()
                .orElseThrow();
    }

    private TypeFamily some() {
        List<Member> interfaces = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            interfaces.add(new Member("I" + i, mark(), some(interfaces), methods(4, false)));
        }
        List<Member> classes = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            classes.add(0, new Member("C" + i, mark(), some(interfaces), methods(2, true)));
        }
        classes.add(0, new Member("Resource", mark(), some(interfaces), methods(2, true)));
        TypeFamily family = new TypeFamily("Family" + last, classes, random.nextBoolean());
        return withBodies(family);
    }

    private Mark mark() {
        return MARKS.get(random.nextInt(MARKS.size()));
    }

    /** Each is there or not; those of an interface more often without {@code @GET}. */
    private List<Operation> methods(int inHowMany, boolean hasBody) {
        return TypeFamily.METHODS.stream()
                .filter(name -> random.nextInt(3) > 0)
                .map(name -> new Operation(name, mark(), random.nextInt(inHowMany) == 0, hasBody))
                .toList();
    }

    private List<Member> some(List<Member> types) {
        return types.stream().filter(type -> random.nextInt(3) == 0).toList();
    }

    /** What no class has, the resource class gets, now and then without any annotation. */
    private TypeFamily withBodies(TypeFamily family) {
        Member resource = family.classes().get(0);
        List<Operation> methods = new ArrayList<>(resource.methods());
        TypeFamily.METHODS.stream()
                .filter(name -> family.classes().stream()
                        .allMatch(type -> type.declared(name).isEmpty()))
                .forEach(name -> methods.add(new Operation(name, mark(), random.nextBoolean(), true)));
        List<Member> classes = new ArrayList<>(family.classes());
        classes.set(0, new Member(resource.name(), resource.mark(), resource.interfaces(), methods));
        return new TypeFamily(family.name(), classes, family.isGeneric());
    }
}

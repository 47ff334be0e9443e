package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a class is found out once, wherever it is kept. */
class KnownClassesTest {

    @Test
    void whatIsKnownOfAClass_isFoundOutOnce() {
        List<Class<?>> asked = new ArrayList<>();
        KnownClasses<String> known = new KnownClasses<>(type -> {
            asked.add(type);
            return type.getSimpleName();
        });
        for (int i = 0; i < 3; i++) {
            assertThat(known.get(KnownClassesTest.class), is("KnownClassesTest"));
            assertThat(known.get(String.class), is("String"));
        }
        assertThat(asked, contains(KnownClassesTest.class, String.class));
    }

    @Test
    void whatIsKnownOfAClass_mayBeFoundOutByThatOfOthers() {
        List<KnownClasses<Integer>> known = new ArrayList<>();
        known.add(new KnownClasses<>(
                type -> type.getName().length() > 100 ? 0 : 1 + known.get(0).get(type.arrayType())));

        assertThat(known.get(0).get(int.class), is(100));
        assertThat(known.get(0).get(int[].class), is(99));
    }

    @Test
    void twoWhoAskOfTheSameClass_haveTheirOwnAnswers() {
        KnownClasses<Integer> lengths =
                new KnownClasses<>(type -> type.getName().length());
        KnownClasses<String> names = new KnownClasses<>(Class::getName);
        for (Class<?> type : new Class<?>[] {String.class, KnownClassesTest.class}) {
            assertThat(lengths.get(type), is(type.getName().length()));
            assertThat(names.get(type), is(type.getName()));
        }
    }
}

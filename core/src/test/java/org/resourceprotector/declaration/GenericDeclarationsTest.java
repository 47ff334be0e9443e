package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** A declaration is found through type variables and bridges, and only there where something is overridden. */
class GenericDeclarationsTest {

    interface Store<T> {
        @Protected("store")
        void put(T thing);

        @Protected("stores")
        void putAll(List<T> things);

        @Protected("array")
        void putArray(T[] things);

        @Protected("deep")
        void putDeep(Map<String, T[]>[] things);

        @Protected("varargs")
        @SuppressWarnings("unchecked")
        void putSome(T... things);
    }

    static class Strings implements Store<String> {
        @Override
        public void put(String thing) {}

        @Override
        public void putAll(List<String> things) {}

        @Override
        public void putArray(String[] things) {}

        @Override
        public void putDeep(Map<String, String[]>[] things) {}

        @Override
        public void putSome(String... things) {}
    }

    @Test
    void throughATypeVariableHoweverItIsWrapped() {
        assertThat(RuleProbe.on(Strings.class, "put", String.class), is("Store#put: store"));
        assertThat(RuleProbe.on(Strings.class, "putAll", List.class), is("Store#putAll: stores"));
        assertThat(RuleProbe.on(Strings.class, "putArray", String[].class), is("Store#putArray: array"));
        assertThat(RuleProbe.on(Strings.class, "putDeep", Map[].class), is("Store#putDeep: deep"));
        assertThat(RuleProbe.on(Strings.class, "putSome", String[].class), is("Store#putSome: varargs"));
    }

    abstract static class Numbers<N extends Number> implements Store<N> {
        @Override
        public void put(N thing) {}
    }

    abstract static class Integers extends Numbers<Integer> {
        @Override
        public void put(Integer thing) {}
    }

    @Test
    void overSeveralLevelsOfVariablesAndBounds() {
        assertThat(RuleProbe.on(Integers.class, "put", Integer.class), is("Store#put: store"));
        assertThat(RuleProbe.on(Integers.class, "put", Number.class), is("Store#put: store"));
        assertThat(RuleProbe.on(Numbers.class, "put", Number.class), is("Store#put: store"));
    }

    @Test
    void fromTheMethodOfTheInterfaceThatARuntimeMayName() throws Exception {
        assertThat(RuleProbe.of(Integers.class, Store.class.getMethod("put", Object.class)), is("Store#put: store"));
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    abstract static class Raw implements Store {
        @Override
        public void put(Object thing) {}
    }

    @SuppressWarnings("rawtypes")
    abstract static class RawNumbers extends Numbers {
        @Override
        @SuppressWarnings("unchecked")
        public void put(Number thing) {}
    }

    @Test
    void throughRawTypes() {
        assertThat(RuleProbe.on(Raw.class, "put", Object.class), is("Store#put: store"));
        assertThat(RuleProbe.on(RawNumbers.class, "put", Number.class), is("Store#put: store"));
    }

    static class Outer<T> {
        class Inner {
            @Protected("inner")
            public void put(T thing) {}
        }
    }

    static class OuterOfStrings extends Outer<String> {
        class InnerOfStrings extends Inner {
            @Override
            public void put(String thing) {}
        }
    }

    @Test
    void throughAVariableOfAnEnclosingClass() {
        assertThat(
                RuleProbe.on(OuterOfStrings.InnerOfStrings.class, "put", String.class), is("Outer.Inner#put: inner"));
    }

    /** Its variable stands for arrays of itself, in the class that is nested. */
    static class Nesting<T> {
        @Protected("nesting")
        public void put(T thing) {}

        @SuppressWarnings("ClassCanBeStatic") // its T is that of the class around it
        class Nested extends Nesting<T[]> {
            @Override
            public void put(T[] thing) {}
        }
    }

    @Test
    void throughAVariableThatStandsForItself() {
        assertThat(RuleProbe.on(Nesting.Nested.class, "put", Object[].class), is("Nesting#put: nesting"));
    }

    interface Creates<T> {
        @Protected("covariant")
        Object create(T from);
    }

    static class CreatesStrings implements Creates<CharSequence> {
        @Override
        public String create(CharSequence from) {
            return "";
        }
    }

    @Test
    void throughACovariantReturnAndItsBridges() {
        assertThat(RuleProbe.on(CreatesStrings.class, "create", CharSequence.class), is("Creates#create: covariant"));
        assertThat(
                RuleProbe.of(CreatesStrings.class, RuleProbe.bridge(CreatesStrings.class, "create")),
                is("Creates#create: covariant"));
    }

    interface Takes<T> {
        void take(T thing);
    }

    @Protected("class")
    static class TakesStrings implements Takes<String> {
        @Override
        @Unprotected
        public void take(String thing) {}

        public void take(Integer number) {}

        public void take(CharSequence text) {}
    }

    @Test
    void theBridgeOfAnOpenMethodOpensNoOverload() {
        assertThat(RuleProbe.on(TakesStrings.class, "take", String.class), is("TakesStrings#take: open"));
        assertThat(RuleProbe.on(TakesStrings.class, "take", Integer.class), is("TakesStrings: class"));
        assertThat(RuleProbe.on(TakesStrings.class, "take", CharSequence.class), is("TakesStrings: class"));
    }

    static class BelowTakesStrings extends TakesStrings {
        @Override
        public void take(Integer number) {}
    }

    @Test
    void theBridgeOfAnOpenMethodOpensNoOverloadFurtherDown() {
        assertThat(RuleProbe.on(BelowTakesStrings.class, "take", Integer.class), is("TakesStrings: class"));
        assertThat(RuleProbe.on(BelowTakesStrings.class, "take", String.class), is("TakesStrings#take: open"));
    }

    @Test
    void bridgeBesideOverloads_leadsToTheOneThatIsGeneric() {
        assertThat(
                RuleProbe.of(TakesStrings.class, RuleProbe.bridge(TakesStrings.class, "take")),
                is("TakesStrings#take: open"));
    }

    @Test
    void aBridgeFindsTheMethodThatItLeadsTo() {
        assertThat(RuleProbe.of(Strings.class, RuleProbe.bridge(Strings.class, "put")), is("Store#put: store"));
        assertThat(RuleProbe.of(Integers.class, RuleProbe.bridge(Integers.class, "put")), is("Store#put: store"));
    }

    interface TakesText {
        @Protected("text")
        void take(String thing);
    }

    @Protected("class")
    static class TakesByTwo implements Takes<String>, TakesText {
        @Override
        public void take(String thing) {}

        @Unprotected
        public void take(Integer number) {}

        public void take(CharSequence text) {}
    }

    @Test
    void aBridgeFindsWhatAnotherInterfaceDeclares() {
        assertThat(
                RuleProbe.of(TakesByTwo.class, RuleProbe.bridge(TakesByTwo.class, "take")), is("TakesText#take: text"));
        assertThat(RuleProbe.on(TakesByTwo.class, "take", String.class), is("TakesText#take: text"));
        assertThat(RuleProbe.on(TakesByTwo.class, "take", CharSequence.class), is("TakesByTwo: class"));
    }

    @Protected("class")
    static class Ambiguous<T> {
        @Unprotected
        public void take(T thing) {}

        public void take(String text) {}
    }

    static class AmbiguousOverridden extends Ambiguous<String> {
        @Override
        public void take(String text) {}
    }

    @Test
    void aMethodThatOverridesTwoOfDifferentRulesIsRefused() {
        assertThat(
                RuleProbe.on(AmbiguousOverridden.class, "take", String.class),
                startsWith("refused: GenericDeclarationsTest.Ambiguous#take: overloads that cannot be told apart"));
    }

    interface Taking<N> {
        @Protected("numbers")
        void take(N number);
    }

    static class TakesNumbers implements Taking<Integer> {
        @Override
        public void take(Integer number) {}

        public void take(String text) {}
    }

    /** Jersey takes the annotations of the generic method for those of the overload, and tells so. */
    @Test
    void overloadWithAnnotationsOfGenericMethod_isRefused() {
        Method generic = RuleProbe.method(Taking.class, "take", Object.class);
        Method overriding = RuleProbe.method(TakesNumbers.class, "take", Integer.class);
        Method overload = RuleProbe.method(TakesNumbers.class, "take", String.class);
        EndpointRules rules = new EndpointRules(false);
        assertThat(rules.of(TakesNumbers.class, overriding, generic).rule().problem(), is(nullValue()));
        assertThat(rules.of(TakesNumbers.class, overload, overload).rule().problem(), is(nullValue()));
        assertThat(
                rules.of(TakesNumbers.class, overload, generic).rule().problem(),
                startsWith("GenericDeclarationsTest.Taking#take: the method is not overridden by"));
    }

    static class Methods<T> {
        @Protected("own variable")
        public <S extends Comparable<S>> void sort(S thing, T other) {}
    }

    static class MethodsOfStrings extends Methods<String> {
        @Override
        public <R extends Comparable<R>> void sort(R thing, String other) {}
    }

    static class MethodsErased extends Methods<String> {
        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public void sort(Comparable thing, String other) {}
    }

    @Test
    void throughVariablesOfTheMethodItself() {
        assertThat(
                RuleProbe.on(MethodsOfStrings.class, "sort", Comparable.class, String.class),
                is("Methods#sort: own variable"));
        assertThat(
                RuleProbe.on(MethodsErased.class, "sort", Comparable.class, String.class),
                is("Methods#sort: own variable"));
    }

    abstract static class NotPublic {
        @Protected("hidden class")
        public void read() {}
    }

    /** The compiler writes a bridge into it, so that the method can be called from elsewhere. */
    public static class PublicBelow extends NotPublic {}

    @Test
    void throughTheBridgeThatMakesAMethodOfAHiddenClassVisible() throws Exception {
        assertThat(
                RuleProbe.of(PublicBelow.class, PublicBelow.class.getMethod("read")),
                is(visible() + "#read: hidden class"));
    }

    private static String visible() throws NoSuchMethodException {
        return PublicBelow.class.getMethod("read").getDeclaringClass().getSimpleName();
    }
}

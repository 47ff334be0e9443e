package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;
import org.resourceprotector.declaration.elsewhere.Hidden;

/** Where a declaration stands, and which one counts. Letters in names are rows of the table of declarations. */
class DeclarationsTest {

    static class OnMethod {
        @Protected("a")
        public void read() {}

        public void other() {}
    }

    @Test
    void onTheMethodItself() {
        assertThat(RuleProbe.on(OnMethod.class, "read"), is("OnMethod#read: a"));
        assertThat(RuleProbe.on(OnMethod.class, "other"), is("nothing"));
    }

    @Protected("a")
    static class OnClass {
        public void inherited() {}

        @Protected("b")
        public void stricter() {}

        @Unprotected
        public void open() {}
    }

    static class BelowClass extends OnClass {
        public void own() {}

        @Override
        public void stricter() {}

        @Override
        public void open() {}
    }

    @Test
    void onTheSuperclassForMethodsInheritedOverriddenAndNew() {
        assertThat(RuleProbe.on(BelowClass.class, "inherited"), is("OnClass: a"));
        assertThat(RuleProbe.on(BelowClass.class, "own"), is("OnClass: a"));
        assertThat(RuleProbe.on(BelowClass.class, "stricter"), is("OnClass#stricter: b"));
        assertThat(RuleProbe.on(BelowClass.class, "open"), is("OnClass#open: open"));
    }

    @Unprotected
    static class OpenBelowClass extends OnClass {
        public void own() {}
    }

    @Test
    void theMostSpecificClassBeatsTheOneAboveIt() {
        assertThat(RuleProbe.on(OpenBelowClass.class, "own"), is("OpenBelowClass: open"));
        assertThat(RuleProbe.on(OpenBelowClass.class, "inherited"), is("OpenBelowClass: open"));
    }

    @Test
    void aMethodHighUpBeatsAClassFurtherDown() {
        assertThat(RuleProbe.on(OpenBelowClass.class, "stricter"), is("OnClass#stricter: b"));
    }

    @Protected("i")
    interface OnInterface {
        void declared();

        @Protected("j")
        default void byDefault() {}
    }

    static class BelowInterface implements OnInterface {
        @Override
        public void declared() {}

        public void own() {}
    }

    static class FarBelowInterface extends BelowInterface {
        @Override
        public void byDefault() {}
    }

    @Test
    void onAnInterfaceForWhatItDeclaresAndForWhatItDoesNot() {
        assertThat(RuleProbe.on(FarBelowInterface.class, "declared"), is("OnInterface: i"));
        assertThat(RuleProbe.on(FarBelowInterface.class, "own"), is("OnInterface: i"));
        assertThat(RuleProbe.on(FarBelowInterface.class, "byDefault"), is("OnInterface#byDefault: j"));
    }

    interface Narrower extends OnInterface {
        @Override
        @Protected("narrower")
        void declared();

        @Override
        @Unprotected
        void byDefault();
    }

    static class BelowNarrower implements OnInterface, Narrower {
        @Override
        public void declared() {}

        @Override
        public void byDefault() {}
    }

    @Test
    void subinterface_beatsTheInterfaceItExtendsInAnyOrder() {
        assertThat(RuleProbe.on(BelowNarrower.class, "declared"), is("Narrower#declared: narrower"));
        assertThat(RuleProbe.on(BelowNarrower.class, "byDefault"), is("Narrower#byDefault: open"));
    }

    interface Left {
        @Protected("left")
        void read();

        @Protected("same")
        void agreed();

        void oneSided();
    }

    interface Right {
        @Protected("right")
        void read();

        @Protected("same")
        void agreed();

        @Protected("right")
        void oneSided();
    }

    static class Both implements Left, Right {
        @Override
        public void read() {}

        @Override
        public void agreed() {}

        @Override
        public void oneSided() {}
    }

    static class Settled extends Both {
        @Override
        @Protected("settled")
        public void read() {}
    }

    @Test
    void twoInterfacesThatDisagreeAreRefused() {
        assertThat(
                RuleProbe.on(Both.class, "read"),
                is("refused: DeclarationsTest.Both#read: DeclarationsTest.Left#read and DeclarationsTest.Right#read"
                        + " disagree about it; write the annotation that is meant on the implementation"));
        assertThat(RuleProbe.on(Both.class, "agreed"), is("Left#agreed: same"));
        assertThat(RuleProbe.on(Both.class, "oneSided"), is("Right#oneSided: right"));
        assertThat(RuleProbe.on(Settled.class, "read"), is("Settled#read: settled"));
    }

    @Unprotected
    interface Open {}

    @Protected
    interface Closed {}

    static class OpenAndClosed implements Open, Closed {
        public void read() {}

        @Protected("own")
        public void settled() {}
    }

    @Test
    void anOpenAndAClosedInterfaceAreRefusedWhereNothingElseDecides() {
        assertThat(
                RuleProbe.on(OpenAndClosed.class, "read"),
                is("refused: DeclarationsTest.OpenAndClosed: DeclarationsTest.Open and DeclarationsTest.Closed disagree"
                        + " about it; write the annotation that is meant on the implementation"));
        assertThat(RuleProbe.on(OpenAndClosed.class, "settled"), is("OpenAndClosed#settled: own"));
    }

    interface Top {
        @Protected("top")
        void read();
    }

    interface LeftOfTop extends Top {}

    interface RightOfTop extends Top {}

    static class Diamond implements LeftOfTop, RightOfTop {
        @Override
        public void read() {}
    }

    @Test
    void aDiamondFindsTheDeclarationAtItsTopOnce() {
        assertThat(RuleProbe.on(Diamond.class, "read"), is("Top#read: top"));
    }

    interface Unrelated {
        @Protected("unrelated")
        void read();
    }

    static class KnowsNoInterface {
        public void read() {}
    }

    static class MarriesThem extends KnowsNoInterface implements Unrelated {}

    @Test
    void interfaceCounts_ifUnrelatedSuperclassImplementsIt() {
        assertThat(RuleProbe.on(MarriesThem.class, "read"), is("Unrelated#read: unrelated"));
        assertThat(RuleProbe.on(KnowsNoInterface.class, "read"), is("nothing"));
    }

    @Unprotected
    static class SaysOpen {
        public void read() {}
    }

    static class OpenAboveAndClosedBeside extends SaysOpen implements Closed {}

    static class ClosedItself extends SaysOpen implements Closed {
        @Protected("own")
        @Override
        public void read() {}
    }

    @Unprotected
    static class LiftsItsOwnInterface implements Closed {
        public void read() {}
    }

    interface AsksForMore {
        @Protected("admin")
        void read();
    }

    static class AsksForLess {
        @Protected
        public void read() {}
    }

    static class WeakerAbove extends AsksForLess implements AsksForMore {}

    @Test
    void aSuperclassDoesNotLiftWhatAnInterfaceSaysThatItDoesNotKnow() {
        assertThat(RuleProbe.on(WeakerAbove.class, "read"), containsString("disagree about it"));
        assertThat(RuleProbe.on(OpenAboveAndClosedBeside.class, "read"), containsString("disagree about it"));
        assertThat(RuleProbe.on(ClosedItself.class, "read"), is("ClosedItself#read: own"));
        assertThat(RuleProbe.on(LiftsItsOwnInterface.class, "read"), is("LiftsItsOwnInterface: open"));
    }

    static class Overloads {
        @Unprotected
        public void read(String name) {}

        @Protected("number")
        public void read(int number) {}

        public void read(Object anything) {}

        @Protected("array")
        public void read(String... names) {}
    }

    @Test
    void overloadsAreToldApart() {
        assertThat(RuleProbe.on(Overloads.class, "read", String.class), is("Overloads#read: open"));
        assertThat(RuleProbe.on(Overloads.class, "read", int.class), is("Overloads#read: number"));
        assertThat(RuleProbe.on(Overloads.class, "read", Object.class), is("nothing"));
        assertThat(RuleProbe.on(Overloads.class, "read", String[].class), is("Overloads#read: array"));
    }

    static class Statics {
        @Unprotected
        static void read() {}
    }

    @Protected("below")
    static class HidesAStatic extends Statics {
        @SuppressWarnings("ClassCanBeStatic")
        static void read() {}
    }

    @Test
    void aStaticMethodOverridesNothing() {
        assertThat(RuleProbe.on(HidesAStatic.class, "read"), is("HidesAStatic: below"));
    }

    @SuppressWarnings("UnusedMethod")
    static class Privates {
        @Unprotected
        private void read() {}
    }

    @Protected("below")
    static class NamesAPrivate extends Privates {
        public void read() {}
    }

    @Test
    void aPrivateMethodOfASuperclassLiftsNothing() {
        assertThat(RuleProbe.on(NamesAPrivate.class, "read"), is("NamesAPrivate: below"));
    }

    @SuppressWarnings("UnusedMethod")
    static class ProtectedPrivates {
        @Protected("above")
        private void read() {}
    }

    static class NamesAProtectedPrivate extends ProtectedPrivates {
        public void read() {}
    }

    @Test
    void protectedMethodThatSeemsOverridden_isRefused() {
        assertThat(
                RuleProbe.on(NamesAProtectedPrivate.class, "read"),
                containsString("ProtectedPrivates#read: the method is not overridden by DeclarationsTest.NamesAPro"));
    }

    interface ProtectedStatics {
        @Protected("above")
        static void read() {}
    }

    static class NamesAProtectedStatic implements ProtectedStatics {
        public void read() {}
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"})
    static class GenericPrivates<T> {
        @Protected("above")
        private void read(T text) {}
    }

    static class NamesAGenericPrivate extends GenericPrivates<String> {
        public void read(String text) {}
    }

    @Test
    void protectedMethodThatIsStaticOrGeneric_isRefusedToo() {
        assertThat(
                RuleProbe.on(NamesAProtectedStatic.class, "read"),
                containsString("ProtectedStatics#read: the method is not overridden"));
        assertThat(
                RuleProbe.on(NamesAGenericPrivate.class, "read", String.class),
                containsString("GenericPrivates#read: the method is not overridden"));
    }

    interface PrivateInInterface {
        @Unprotected
        private void read() {}

        default void calls() {
            read();
        }
    }

    @Protected("below")
    static class NamesAPrivateOfAnInterface implements PrivateInInterface {
        public void read() {}
    }

    @Test
    void aPrivateMethodOfAnInterfaceLiftsNothing() {
        assertThat(RuleProbe.on(NamesAPrivateOfAnInterface.class, "read"), is("NamesAPrivateOfAnInterface: below"));
    }

    @Protected("below")
    static class InAnotherPackage extends Hidden {
        public void open() {}
    }

    @Test
    void aMethodThatOnlyItsPackageCanOverrideLiftsNothingElsewhere() {
        assertThat(RuleProbe.on(InAnotherPackage.class, "open"), is("InAnotherPackage: below"));
    }

    static class OverridesTheWidened extends Hidden.Widened {
        @Override
        public String guarded() {
            return "";
        }
    }

    @Test
    void aMethodOfAnotherPackageCountsWhereAClassInBetweenOpenedIt() {
        assertThat(RuleProbe.on(OverridesTheWidened.class, "guarded"), is("Hidden#guarded: hidden"));
        assertThat(RuleProbe.on(Hidden.Widened.class, "guarded"), is("Hidden#guarded: hidden"));
    }

    record Row(@Protected("component") String name) implements Top {
        @Override
        public void read() {}
    }

    enum Constants implements Top {
        PLAIN,
        WITH_A_BODY {
            @Override
            public void read() {}
        };

        @Override
        public void read() {}
    }

    @Test
    @SuppressWarnings("GetClassOnEnum")
    void recordsAndEnumsAreClassesLikeOthers() {
        assertThat(RuleProbe.on(Row.class, "read"), is("Top#read: top"));
        assertThat(RuleProbe.on(Row.class, "name"), is("Row#name: component"));
        assertThat(RuleProbe.on(Constants.PLAIN.getClass(), "read"), is("Top#read: top"));
        assertThat(RuleProbe.on(Constants.WITH_A_BODY.getClass(), "read"), is("Top#read: top"));
    }

    @Test
    void aSubclassProxyIsUnderTheRuleOfWhatItStandsFor() {
        OnMethod proxy = new OnMethod() {
            @Override
            public void read() {}
        };
        assertThat(RuleProbe.on(proxy.getClass(), "read"), is("OnMethod#read: a"));
    }

    @Test
    void aProxyOfInterfacesIsUnderTheirRules() throws Exception {
        Object proxy = Proxy.newProxyInstance(
                Left.class.getClassLoader(),
                new Class<?>[] {Left.class, OnInterface.class},
                (self, method, args) -> null);
        Class<?> type = proxy.getClass();
        assertThat(RuleProbe.of(type, Left.class.getMethod("read")), is("Left#read: left"));
        assertThat(RuleProbe.of(type, type.getMethod("read")), is("Left#read: left"));
        assertThat(RuleProbe.of(type, type.getMethod("oneSided")), is("OnInterface: i"));
    }

    @Test
    void aMethodOfAnUnrelatedClassBringsItsOwnHierarchy() throws Exception {
        assertThat(RuleProbe.of(Object.class, OnClass.class.getMethod("inherited")), is("OnClass: a"));
        assertThat(RuleProbe.of(KnowsNoInterface.class, Top.class.getMethod("read")), is("Top#read: top"));
    }

    @Protected
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Meta {}

    @Meta
    @Retention(RetentionPolicy.RUNTIME)
    @interface MetaOfMeta {}

    static class UsesMeta {
        @Meta
        public void once() {}

        @MetaOfMeta
        public void twice() {}
    }

    @Meta
    static class MetaOnClass {
        public void read() {}

        @Protected("own")
        public void decided() {}
    }

    @Test
    void aMetaAnnotationIsRefusedAtAnyHeight() {
        String why = " carries a protection annotation, which has no effect as a meta-annotation; write @Protected or"
                + " @Unprotected itself here";
        assertThat(RuleProbe.on(UsesMeta.class, "once"), is("refused: DeclarationsTest.UsesMeta#once: @Meta" + why));
        assertThat(
                RuleProbe.on(UsesMeta.class, "twice"),
                is("refused: DeclarationsTest.UsesMeta#twice: @MetaOfMeta" + why));
        assertThat(RuleProbe.on(MetaOnClass.class, "read"), is("refused: DeclarationsTest.MetaOnClass: @Meta" + why));
    }

    static class Broken {
        @Protected
        @Unprotected
        public void both() {}

        @Protected(" ")
        public void blank() {}

        @Protected("a\tb")
        public void tab() {}

        @Protected(ignoreInvalid = true)
        public void ignoring() {}

        @Protected(roles = "\"")
        public void roles() {}
    }

    static class BelowBroken extends Broken {
        @Override
        @Protected("repaired")
        public void blank() {}
    }

    @Protected("")
    static class BrokenClass {
        @Protected("own")
        public void decided() {}
    }

    @Test
    void aDeclarationThatCannotBeARuleIsRefusedWithItsPlace() {
        String at = "refused: DeclarationsTest.Broken#";
        assertThat(
                RuleProbe.on(Broken.class, "both"),
                is(at + "both: both @Protected and @Unprotected; write the one that is meant"));
        assertThat(
                RuleProbe.on(Broken.class, "blank"),
                is(at
                        + "blank: @Protected, value: \" \" names no scope; leave it out to ask for any valid token, or write"
                        + " the scopes that are needed, separated by blanks"));
        assertThat(
                RuleProbe.on(Broken.class, "tab"),
                is(
                        at
                                + "tab: @Protected, value: the scope at \"a\" holds the character U+0009, which RFC 6749 section 3.3"
                                + " does not allow; scopes are separated by blanks and made of visible ASCII without \" and \\"));
        assertThat(
                RuleProbe.on(Broken.class, "ignoring"),
                is(at + "ignoring: @Protected(ignoreInvalid = true) without optional would let everybody in; write"
                        + " @Protected(optional = true, ignoreInvalid = true), or leave ignoreInvalid out"));
        assertThat(
                RuleProbe.on(Broken.class, "roles"),
                is(at + "roles: @Protected, roles: a quotation mark in \" is not closed"));
    }

    @Test
    void aBrokenDeclarationIsRefusedEvenWhereAnotherOneWouldCount() {
        assertThat(RuleProbe.on(BelowBroken.class, "blank"), startsWith("refused: DeclarationsTest.Broken#blank: "));
        assertThat(RuleProbe.on(BrokenClass.class, "decided"), startsWith("refused: DeclarationsTest.BrokenClass: "));
        assertThat(RuleProbe.on(MetaOnClass.class, "decided"), startsWith("refused: DeclarationsTest.MetaOnClass: "));
    }
}

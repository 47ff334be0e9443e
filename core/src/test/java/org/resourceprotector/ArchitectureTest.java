package org.resourceprotector;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.AccessToken;

/** The rules of the house, in words: a request walks in at the front door, and arrows never point up. */
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final String FRONT_DOOR = "org.resourceprotector";
    private static final String ENFORCEMENT = FRONT_DOOR + ".enforcement";
    private static final String RUNTIME = FRONT_DOOR + ".runtime";
    private static final String CHALLENGE = FRONT_DOOR + ".challenge";
    private static final String JWT = FRONT_DOOR + ".jwt";
    private static final String INTROSPECTION = FRONT_DOOR + ".introspection";
    private static final String INTERNAL = FRONT_DOOR + ".internal";
    private static final String TOKEN = FRONT_DOOR + ".token";
    private static final String SCOPE = FRONT_DOOR + ".scope";

    private static void seesNothingOf(String room, String... rooms) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms)
                .check(HOUSE);
    }

    @Test
    void scopesDependOnNothing() {
        seesNothingOf(
                SCOPE, FRONT_DOOR, ENFORCEMENT, CHALLENGE, JWT, INTROSPECTION, INTERNAL, TOKEN, "jakarta..", "com..");
    }

    @Test
    void tokensKnowScopesAtMost() {
        seesNothingOf(TOKEN, FRONT_DOOR, ENFORCEMENT, CHALLENGE, JWT, INTROSPECTION, INTERNAL, "com..");
    }

    @Test
    void challengesKnowTokensAndScopesAtMost() {
        seesNothingOf(CHALLENGE, FRONT_DOOR, ENFORCEMENT, JWT, INTROSPECTION, INTERNAL, "jakarta..", "com..");
    }

    @Test
    void validatorsKnowNeitherEachOtherNorWhoCallsThem() {
        seesNothingOf(JWT, FRONT_DOOR, ENFORCEMENT, CHALLENGE, INTROSPECTION);
        seesNothingOf(INTROSPECTION, FRONT_DOOR, ENFORCEMENT, CHALLENGE, JWT);
    }

    @Test
    void whatTwoRoomsShareKnowsNeitherOfThem() {
        seesNothingOf(INTERNAL, FRONT_DOOR, ENFORCEMENT, CHALLENGE, JWT, INTROSPECTION);
    }

    @Test
    void enforcementKnowsNeitherTheFrontDoorNorAnyKindOfToken() {
        seesNothingOf(ENFORCEMENT, FRONT_DOOR, JWT, INTROSPECTION, INTERNAL);
    }

    @Test
    void theFrontDoorKnowsNoKindOfToken() {
        seesNothingOf(FRONT_DOOR, JWT, INTROSPECTION, INTERNAL);
    }

    @Test
    void onlyTheFrontDoorAndEnforcementTalkToJakartaRest() {
        noClasses()
                .that()
                .resideOutsideOfPackages(FRONT_DOOR, ENFORCEMENT, RUNTIME)
                .and()
                .doNotHaveFullyQualifiedName(AccessToken.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(HOUSE);
    }

    @Test
    void anAccessTokenKnowsTheSecurityContextOnly() {
        noClasses()
                .that()
                .haveFullyQualifiedName(AccessToken.class.getName())
                .should()
                .dependOnClassesThat(describe(
                        "are of Jakarta REST, but not SecurityContext",
                        type -> type.getPackageName().startsWith("jakarta.ws.rs")
                                && !type.getSimpleName().equals("SecurityContext")))
                .check(HOUSE);
    }

    @Test
    void theJoseLibraryAndTheCacheStayInTheRoomsOfValidators() {
        noClasses()
                .that()
                .resideOutsideOfPackages(JWT, INTROSPECTION, INTERNAL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.nimbusds..", "com.github.benmanes..")
                .check(HOUSE);
    }

    @Test
    void noTypeOfALibraryIsInAPublicSignature() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage(FRONT_DOOR, JWT, INTROSPECTION, TOKEN, SCOPE))
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .arePublic()
                .should()
                .haveRawReturnType(resideInAnyPackage("com.."))
                .orShould()
                .haveRawParameterTypes(describe(
                        "of a library",
                        types -> types.stream()
                                .anyMatch(type -> type.getPackageName().startsWith("com."))))
                .check(HOUSE);
    }

    @Test
    void nobodyMakesAChallengeOfAnException() {
        none().dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.ws.rs.NotAuthorizedException")
                .check(HOUSE);
    }

    @Test
    void nobodyKeepsAnythingOfARequestOnAThread() {
        none().dependOnClassesThat().areAssignableTo(ThreadLocal.class).check(HOUSE);
    }

    @Test
    void nobodyWritesToTheConsole() {
        none().accessField(System.class, "out").check(HOUSE);
        none().accessField(System.class, "err").check(HOUSE);
        none().callMethod(Throwable.class, "printStackTrace").check(HOUSE);
    }

    @Test
    void nobodyExtendsUs() {
        classes()
                .that(describe(
                        "are classes and not sealed",
                        (JavaClass type) ->
                                !type.isInterface() && !type.reflect().isSealed()))
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .beEnums()
                .check(HOUSE);
    }

    @Test
    void namesAreNounsOfTheField() {
        noClasses()
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.haveNameMatching(
                        Pattern.compile(".*\\.(Abstract|Default)[A-Z].*|.*(Impl|Helper|Manager|Utils?|Common)(\\$.*)?")
                                .pattern()))
                .check(HOUSE);
    }

    @Test
    void nothingIsRegisteredStatically() {
        fields().that()
                .areStatic()
                .and(describe(
                        "hold a map or a collection",
                        field -> field.getRawType().isAssignableTo(Map.class)
                                || field.getRawType().isAssignableTo(Collection.class)))
                .should()
                .beFinal()
                .check(HOUSE);
    }

    private static ClassesShould none() {
        return noClasses().should();
    }
}

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.ValidationUnavailableException;

/** Who knows whom, as ARCHITECTURE.md has it. */
class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final String API = "org.resourceprotector";
    private static final String ABSENCE = API + ".absence";
    private static final String ENFORCEMENT = API + ".enforcement";
    private static final String RUNTIME = API + ".runtime";
    private static final String APPLICATION = RUNTIME + ".application";
    private static final String DECLARATION = API + ".declaration";
    private static final String CHALLENGE = API + ".challenge";
    private static final String JWT = API + ".jwt";
    private static final String INTROSPECTION = API + ".introspection";
    private static final String DPOP = API + ".dpop";
    private static final String MTLS = API + ".mtls";
    private static final String KEYS = API + ".keys";
    private static final String SIGNATURE = API + ".signature";
    private static final String HTTP = API + ".http";
    private static final String JOSE = API + ".jose";
    private static final String CLAIMS = API + ".claims";
    private static final String SETTINGS = API + ".settings";
    private static final String LOG = API + ".log";
    private static final String TOKEN = API + ".token";
    private static final String METADATA = API + ".metadata";
    private static final String SCOPE = API + ".scope";
    private static final String STATUS = API + ".status";

    private static void seesNothingOf(String name, String... others) {
        noClasses()
                .that()
                .resideInAPackage(name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CORE);
    }

    /** Of our own packages, one knows those that are named and no other. */
    private static void knowsAtMost(String name, String... others) {
        Set<String> known = new HashSet<>(List.of(others));
        known.add(name);
        noClasses()
                .that()
                .resideInAPackage(name)
                .should()
                .dependOnClassesThat(describe(
                        "are ours, but not in " + known,
                        type -> type.getPackageName().startsWith(API) && !known.contains(type.getPackageName())))
                .check(CORE);
    }

    @Test
    void scopesAndStatusDependOnNothing() {
        knowsAtMost(SCOPE);
        knowsAtMost(STATUS);
        seesNothingOf(SCOPE, "jakarta..", "com..");
    }

    @Test
    void tokensKnowScopesAtMost() {
        knowsAtMost(TOKEN, SCOPE, STATUS);
        seesNothingOf(TOKEN, "com..");
    }

    @Test
    void challengesKnowTokensAndScopesAtMost() {
        knowsAtMost(CHALLENGE, TOKEN, SCOPE);
        seesNothingOf(CHALLENGE, "jakarta..", "com..");
    }

    @Test
    void metadataKnowsAddressesSignaturesAndScopesAtMost() {
        knowsAtMost(METADATA, HTTP, JOSE, SETTINGS, SCOPE);
        seesNothingOf(METADATA, "jakarta..", "com..");
    }

    @Test
    void validatorsKnowThePackagesBelowThemButNotEachOther() {
        knowsAtMost(JWT, KEYS, SIGNATURE, JOSE, CLAIMS, SETTINGS, LOG, TOKEN, STATUS);
        knowsAtMost(INTROSPECTION, KEYS, SIGNATURE, HTTP, JOSE, CLAIMS, SETTINGS, LOG, TOKEN, STATUS);
    }

    @Test
    void senderConstraintsKnowThePackagesBelowThemAndNoValidator() {
        knowsAtMost(DPOP, JOSE, CLAIMS, SETTINGS, TOKEN, STATUS);
        knowsAtMost(MTLS, JOSE, SETTINGS, TOKEN);
    }

    @Test
    void keysKnowWhereTheyComeFromButNoToken() {
        knowsAtMost(KEYS, HTTP, JOSE, SETTINGS, LOG, TOKEN, STATUS);
        knowsAtMost(SIGNATURE, KEYS, JOSE, CLAIMS, LOG, TOKEN);
    }

    @Test
    void sharedPackagesKnowWhatIsBelowThem() {
        knowsAtMost(HTTP, JOSE, LOG);
        knowsAtMost(JOSE, CLAIMS, LOG, TOKEN);
        knowsAtMost(CLAIMS, SETTINGS, TOKEN, LOG, SCOPE);
        knowsAtMost(SETTINGS);
        knowsAtMost(LOG);
    }

    @Test
    void absenceIsKnownToTheApiOnly_andKnowsNoKindOfToken() {
        knowsAtMost(ABSENCE, API, ENFORCEMENT, DECLARATION, RUNTIME, APPLICATION, LOG);
        noClasses()
                .that()
                .resideOutsideOfPackages(API, ABSENCE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ABSENCE)
                .check(CORE);
    }

    @Test
    void enforcementKnowsNoKindOfToken() {
        seesNothingOf(ENFORCEMENT, DPOP, MTLS, JWT, INTROSPECTION, KEYS, SIGNATURE, HTTP, JOSE, CLAIMS);
    }

    @Test
    void runtimesKnowNothingOfOurs() {
        knowsAtMost(RUNTIME);
        knowsAtMost(APPLICATION, RUNTIME);
        for (String asking : List.of(RUNTIME, APPLICATION)) {
            seesNothingOf(asking, "com..", "org.glassfish..", "org.jboss..", "org.apache..");
        }
    }

    @Test
    void nobodyKnowsWhoWiresThePackagesTogether() {
        noClasses()
                .that()
                .resideOutsideOfPackage(API)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ResourceProtector.class.getName())
                .check(CORE);
    }

    @Test
    void theApiKnowsNoKindOfToken() {
        seesNothingOf(API, DPOP, MTLS, JWT, INTROSPECTION, KEYS, SIGNATURE, HTTP, JOSE, CLAIMS);
    }

    @Test
    void onlyTheRequestSideTalksToJakartaRest() {
        noClasses()
                .that()
                .resideOutsideOfPackages(API, ABSENCE, ENFORCEMENT, RUNTIME, APPLICATION, DECLARATION)
                .and()
                .doNotHaveFullyQualifiedName(AccessToken.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(CORE);
    }

    @Test
    void rulesKnowTheAnnotationsOfJakartaRestOnly() {
        seesNothingOf(
                DECLARATION,
                "jakarta.ws.rs.core",
                "jakarta.ws.rs.container",
                "jakarta.ws.rs.ext",
                ENFORCEMENT,
                RUNTIME,
                APPLICATION);
        knowsAtMost(DECLARATION, API, TOKEN, LOG, SCOPE);
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
                .check(CORE);
    }

    @Test
    void onlyOnePackageKnowsTheJoseLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(JOSE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds..")
                .check(CORE);
    }

    @Test
    void onlyKeysAndValidatorsKnowTheCache() {
        noClasses()
                .that()
                .resideOutsideOfPackages(KEYS, JWT, INTROSPECTION, DPOP, MTLS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.benmanes..")
                .check(CORE);
    }

    @Test
    void noTypeOfALibraryIsInAPublicSignature() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(
                        resideInAnyPackage(API, DPOP, MTLS, JWT, INTROSPECTION, KEYS, METADATA, TOKEN, SCOPE))
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
                .check(CORE);
    }

    @Test
    void nobodyMakesAChallengeOfAnException() {
        none().dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.ws.rs.NotAuthorizedException")
                .check(CORE);
    }

    @Test
    @DisplayName(
            "MCP-pass-a nobody but validators and proofs reads a token, and nobody sends it on with calls of others")
    void nobodyHandsATokenOn() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TOKEN, JWT, INTROSPECTION, DPOP)
                .should()
                .callMethod(PresentedToken.class, "value")
                .check(CORE);
        none().dependOnClassesThat().resideInAPackage("jakarta.ws.rs.client").check(CORE);
        noClasses()
                .that()
                .resideOutsideOfPackages(HTTP, INTROSPECTION, KEYS)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.http.HttpRequest")
                .check(CORE);
    }

    @Test
    void nobodyKeepsAnythingOfARequestOnAThread() {
        none().dependOnClassesThat().areAssignableTo(ThreadLocal.class).check(CORE);
    }

    @Test
    void nobodyStartsTheTimerThatNeverEnds() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "starts the timer of CompletableFuture",
                        call -> call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
                                && Set.of("orTimeout", "completeOnTimeout", "delayedExecutor")
                                        .contains(call.getName())))
                .check(CORE);
    }

    @Test
    void nobodyWritesToTheConsole() {
        none().accessField(System.class, "out").check(CORE);
        none().accessField(System.class, "err").check(CORE);
        none().callMethod(Throwable.class, "printStackTrace").check(CORE);
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
                .check(CORE);
    }

    /** The others say the reason, so that the log has it: this one was logged, or has a cause of the application's. */
    @Test
    void unavailability_hasAReason() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(INTROSPECTION + ".IntrospectionFailedException")
                .and()
                .doNotHaveFullyQualifiedName(TOKEN + ".OutageValidator")
                .and()
                .doNotHaveFullyQualifiedName(ValidationUnavailableException.class.getName())
                .should()
                .callConstructorWhere(describe(
                        "makes an outage without a reason",
                        call -> call.getTargetOwner().isEquivalentTo(ValidationUnavailableException.class)))
                .check(CORE);
    }

    @Test
    void namesAreNounsOfTheField() {
        noClasses()
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.haveNameMatching(
                        Pattern.compile(".*\\.(Abstract|Default)[A-Z].*|.*(Impl|Helper|Manager|Utils?|Common)(\\$.*)?")
                                .pattern()))
                .check(CORE);
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
                .check(CORE);
    }

    private static ClassesShould none() {
        return noClasses().should();
    }
}

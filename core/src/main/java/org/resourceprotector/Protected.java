package org.resourceprotector;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Protects a resource method, or all methods of a class: a call needs a valid access token that satisfies the rule.
 *
 * <pre>{@code
 * @Protected                            // any valid token
 * @Protected("profile")                 // scope profile
 * @Protected("profile email")           // profile AND email
 * @Protected({"profile", "email"})      // profile OR email
 * @Protected({"profile email", "user"}) // (profile AND email) OR user
 * }</pre>
 *
 * <p>It counts wherever a reader would think it counts: on the method, the class, a superclass, an interface or an
 * overridden method at any height, on a sub-resource locator, on the class and the methods of a sub-resource, and on the
 * {@code Application}. A method beats its class, the most specific declaration beats the one above it, and along a chain
 * of locators all rules must hold. It does not work as a meta-annotation; that is refused at deployment.
 *
 * <p>It does nothing by itself: a {@link ResourceProtector} must be registered in the {@code Application}.
 *
 * @see Unprotected
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a>
 */
@NameBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Protected {

    /**
     * The scope rule: within one string all scopes are needed, separated by blanks; one of the strings is enough.
     *
     * @return the alternatives; none, the default, asks for any valid token
     */
    String[] value() default {};

    /**
     * Makes the endpoint public: without a token the call goes through anonymously, with the principal null. A token that
     * is sent is validated, and a bad or insufficient one is refused.
     *
     * @return whether the token is optional
     */
    boolean optional() default false;

    /**
     * With {@link #optional()}: a bad or insufficient token counts as no token. Where it cannot be found out whether the
     * token is good, the call is still refused with a 503.
     *
     * @return whether a bad token is ignored
     */
    boolean ignoreInvalid() default false;

    /**
     * How the user must have logged in: the {@code acr} of the token is one of these, compared exactly. Else the call is
     * refused with a 401 that names them.
     *
     * @return the authentication context class references, the preferred one first; none asks for no particular one
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470</a>
     */
    String[] acr() default {};

    /**
     * How long ago the user may have logged in, by the {@code auth_time} of the token, with a leeway of five seconds. Else
     * the call is refused with a 401 that says so. 0 asks for a login just now; if the clock of the authorization server may
     * be late by more than the leeway, or the way from the login to this call takes longer, leave room for that, or else
     * the caller is sent to log in again and again.
     *
     * @return seconds; -1, the default, asks for no particular time
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470</a>
     */
    long maxAge() default -1;

    /**
     * Whom the token must be for: its audience has one of these, compared exactly. Else it is not valid here, a 401. This is
     * beside the audience that the validator checks for all endpoints.
     *
     * @return the audiences; none asks for no further one
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8707">RFC 8707</a>
     */
    String[] audience() default {};

    /**
     * The rule for the authorization details of the token, in the grammar of {@link #value()} over {@code type} and
     * {@code type:action}. An element with {@code locations} counts only if it names this resource. What else an element has
     * is for {@link #conditions()} to look at.
     *
     * @return the alternatives; none asks for no authorization details
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9396">RFC 9396</a>
     */
    String[] details() default {};

    /**
     * What only code can decide. All must permit the call, or it is refused with a 403. Asked last, in this order.
     *
     * @return beans, or public classes with a public constructor without parameters
     */
    Class<? extends AccessCondition>[] conditions() default {};

    /**
     * The rule for the roles of the token, in the grammar of {@link #value()}. A name with blanks stands between quotation
     * marks: {@code roles = "\"Super User\""} asks for that role, {@code roles = "Super User"} for two.
     *
     * @return the alternatives; none asks for no role
     */
    String[] roles() default {};

    /**
     * The rule for the groups of the token, in the grammar of {@link #roles()}.
     *
     * @return the alternatives; none asks for no group
     */
    String[] groups() default {};

    /**
     * The rule for the entitlements of the token, in the grammar of {@link #roles()}.
     *
     * @return the alternatives; none asks for no entitlement
     */
    String[] entitlements() default {};

    /**
     * Demands a token that is bound to a key or a certificate of the caller, which the caller proved to have. A plain
     * bearer token is refused with a 401. Needs a {@link ResourceProtector.Builder#senderConstraint sender constraint},
     * or is refused at deployment.
     *
     * @return whether a plain bearer token is refused
     */
    boolean senderConstrained() default false;
}

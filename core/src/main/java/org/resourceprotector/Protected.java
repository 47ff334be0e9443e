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
     * The rule for the roles of the token, in the grammar of {@link #value()}.
     *
     * @return the alternatives; none asks for no role
     */
    String[] roles() default {};

    /**
     * The rule for the groups of the token, in the grammar of {@link #value()}.
     *
     * @return the alternatives; none asks for no group
     */
    String[] groups() default {};

    /**
     * The rule for the entitlements of the token, in the grammar of {@link #value()}.
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

package org.resourceprotector;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that an endpoint is meant to be open: lifts a {@link Protected} of the class, of what it inherits from, or of the
 * {@code Application}, and is the only way to be open under {@link ResourceProtector.Builder#protectUnannotated()}.
 *
 * <p>Follows the same order as {@link Protected}: a method beats its class, the most specific declaration beats the one
 * above it. It does not lift the rule of a sub-resource locator from what is behind it. Both annotations on one element
 * are refused at deployment.
 *
 * @see Protected
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Unprotected {}

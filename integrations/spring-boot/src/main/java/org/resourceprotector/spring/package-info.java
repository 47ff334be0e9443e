/**
 * A protector of an application of Spring Boot with Jersey, from a bean or from properties. Thread-safe where a type does not say
 * otherwise.
 */
@NullMarked
package org.resourceprotector.spring;

import org.jspecify.annotations.NullMarked;

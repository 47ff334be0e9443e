/**
 * The API: {@link org.resourceprotector.Protected} says what is protected,
 * {@link org.resourceprotector.ResourceProtector} is the one thing to register.
 */
@NullMarked
package org.resourceprotector;

import org.jspecify.annotations.NullMarked;

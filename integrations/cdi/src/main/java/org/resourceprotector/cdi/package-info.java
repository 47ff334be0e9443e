/**
 * A protector as a bean: it is registered where it is found, and the token of the request is injected. Thread-safe where a type
 * does not say otherwise.
 */
@NullMarked
package org.resourceprotector.cdi;

import org.jspecify.annotations.NullMarked;

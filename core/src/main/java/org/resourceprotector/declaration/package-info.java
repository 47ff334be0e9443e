/**
 * The rule model: annotations over the class hierarchy of a resource become rules, endpoints and
 * the access report. Knows no request.
 */
@NullMarked
package org.resourceprotector.declaration;

import org.jspecify.annotations.NullMarked;

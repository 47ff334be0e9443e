/**
 * The only room that talks to Jakarta REST: the filters, the rules found over the hierarchy of a resource, the checks at
 * deployment, the access report, the security context, and the way from a refusal to a response.
 */
@NullMarked
package org.resourceprotector.enforcement;

import org.jspecify.annotations.NullMarked;

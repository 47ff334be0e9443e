/**
 * What the annotations demand, written into an OpenAPI document: for swagger-core and for MicroProfile OpenAPI, from one
 * description.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object">OpenAPI, security requirement
 *     object</a>
 */
@NullMarked
package org.resourceprotector.openapi;

import org.jspecify.annotations.NullMarked;

/**
 * What only the runtime knows: of a matched request, of what it injects, of the connection. It is
 * asked by its public API where it has one; a few private parts of RESTEasy, of Quarkus REST
 * and of Jersey's MVC are named in the code. Nothing here matches a path.
 */
@NullMarked
package org.resourceprotector.runtime;

import org.jspecify.annotations.NullMarked;

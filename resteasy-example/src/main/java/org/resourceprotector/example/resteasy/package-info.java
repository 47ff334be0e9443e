/** The social API on RESTEasy, with the JWT access tokens of an authorization server. */
@NullMarked
package org.resourceprotector.example.resteasy;

import org.jspecify.annotations.NullMarked;

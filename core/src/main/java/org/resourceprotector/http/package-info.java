/** Bounded HTTP to an authorization server, and what it publishes about itself. Not exported. */
@NullMarked
package org.resourceprotector.http;

import org.jspecify.annotations.NullMarked;

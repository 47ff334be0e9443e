/** Starts the application on each server, and knocks on every endpoint over HTTP. */
@NullMarked
package org.resourceprotector.servers.knock;

import org.jspecify.annotations.NullMarked;

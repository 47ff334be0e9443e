/** CXF with the OAuth 2.0 filters that it has itself. */
@NullMarked
package org.resourceprotector.benchmarks.peers.cxf;

import org.jspecify.annotations.NullMarked;

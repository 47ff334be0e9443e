/** The social API on Jersey, with opaque access tokens that a database knows. */
@NullMarked
package org.resourceprotector.example.jersey;

import org.jspecify.annotations.NullMarked;

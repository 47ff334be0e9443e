/** A small social API on a database, without a server: what the examples have in common. */
@NullMarked
package org.resourceprotector.example;

import org.jspecify.annotations.NullMarked;

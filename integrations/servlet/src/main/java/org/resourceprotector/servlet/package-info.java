/** What servlet containers serve for a protected application: metadata at the root of the host. */
@NullMarked
package org.resourceprotector.servlet;

import org.jspecify.annotations.NullMarked;

/**
 * A page that shows operators what protects an application, how its validators are, and why calls are refused. It is off
 * unless the application mounts it, and its data are behind a rule that the application names.
 */
@NullMarked
package org.resourceprotector.console;

import org.jspecify.annotations.NullMarked;

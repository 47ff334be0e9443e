/**
 * A protector that properties describe: their names, what their text means, and which contradict each other. Shared by the modules
 * that read properties from a framework, each by its own means; not for use by applications. Thread-safe where a type does not say
 * otherwise.
 */
@NullMarked
package org.resourceprotector.properties;

import org.jspecify.annotations.NullMarked;

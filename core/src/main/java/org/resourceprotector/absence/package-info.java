/**
 * What notices that an application is to be protected, and has no protector: a check that the API loads as a service, and one for
 * each runtime that loads no services. Nothing here runs with a request where there is a protector.
 */
@NullMarked
package org.resourceprotector.absence;

import org.jspecify.annotations.NullMarked;

/**
 * Metrics of a protector by Micrometer: what it decides and how long that takes, the state of its keys, caches and servers,
 * and an observation of each decision for tracing.
 *
 * @see <a href="https://docs.micrometer.io/micrometer/reference/">Micrometer</a>
 */
@NullMarked
package org.resourceprotector.micrometer;

import org.jspecify.annotations.NullMarked;

/** What protection costs. */
package org.resourceprotector.benchmarks;

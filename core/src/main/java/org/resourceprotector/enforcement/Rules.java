package org.resourceprotector.enforcement;

/**
 * Where rules come from.
 *
 * @param annotations reads the annotations that protect
 * @param protectUnannotated whether an endpoint that carries none of them needs a valid token
 */
public record Rules(Annotations annotations, boolean protectUnannotated) {}

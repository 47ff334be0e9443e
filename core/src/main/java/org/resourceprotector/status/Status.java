package org.resourceprotector.status;

/**
 * What one part of a protector holds and does, at the moment in which it was asked. Asking waits for nothing and fetches
 * nothing.
 *
 * <p>Immutable, thread-safe.
 *
 * @see org.resourceprotector.ResourceProtector#status()
 */
public sealed interface Status permits KeySourceStatus, TokenCacheStatus, IntrospectionStatus, ReplayStoreStatus {}

package org.resourceprotector.example;

import java.time.Instant;

/** What somebody wrote, for everybody or for themselves. */
public record Post(long id, String author, String text, boolean shared, Instant writtenAt) {}

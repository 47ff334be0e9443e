package org.resourceprotector.example;

import org.jspecify.annotations.Nullable;

/** Somebody who uses the social network. The name is what a token calls its subject. */
public record User(
        String name, String displayName, @Nullable String email) {}

package org.resourceprotector.example;

import org.jspecify.annotations.Nullable;

/** What the API tells of a user. */
public record Profile(
        String name, String displayName, @Nullable String email) {

    static Profile of(User user) {
        return new Profile(user.name(), user.displayName(), null);
    }

    static Profile withEmail(User user) {
        return new Profile(user.name(), user.displayName(), user.email());
    }
}

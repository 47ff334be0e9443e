package org.resourceprotector.example;

import org.jspecify.annotations.Nullable;

/**
 * A token to try the API with.
 *
 * @param about what it is, in a few words
 * @param shell how to say it in a command: the token itself, or a variable of the shell
 * @param value the token; null where only the reader of the command has it
 */
public record Sample(String about, String shell, @Nullable String value) {

    /** The same token, left for the reader to try. */
    Sample untried() {
        return new Sample(about, shell, null);
    }

    /** Does not show the token. */
    @Override
    public String toString() {
        return about;
    }
}

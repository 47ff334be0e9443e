package org.resourceprotector.benchmarks.stand;

import java.util.List;

/**
 * What every resource of every server answers with.
 *
 * @param name of the user
 * @param email of the user
 * @param locale of the user
 * @param orders how many there are
 * @param groups of the user
 */
public record Profile(String name, String email, String locale, int orders, List<String> groups) {

    /**
     * The one user that there is.
     *
     * @return a new object, as a resource would make one for each request
     */
    public static Profile alice() {
        return new Profile("Alice Liddell", "alice@example.com", "en-GB", 3, List.of("users", "clerks"));
    }
}

package org.resourceprotector.enforcement;

/** What is known of a resource method: the endpoint with its rule, or that its declaration cannot be a rule. */
sealed interface Decision {

    /** The endpoint, in both cases. */
    Endpoint endpoint();

    /** The endpoint has a rule, or nothing was declared. */
    record Known(Endpoint endpoint) implements Decision {}

    /** The declaration is broken; nobody may come in. */
    record Defective(Endpoint endpoint, String problem) implements Decision {}
}

package org.resourceprotector.declaration;

import org.resourceprotector.ProtectedRequest;

/** A call, with the conditions that can be asked about it. */
public interface ConditionalRequest extends ProtectedRequest {

    /**
     * The conditions of the application that is called.
     *
     * @return who has the instances
     */
    Conditions conditions();

    /**
     * The path that was called.
     *
     * @return the path below the application, decoded, without matrix parameters
     */
    String path();
}

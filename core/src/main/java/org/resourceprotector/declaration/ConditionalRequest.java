package org.resourceprotector.declaration;

import org.resourceprotector.ProtectedRequest;

/** A call, with the conditions that can be asked about it. */
public interface ConditionalRequest extends ProtectedRequest {

    Conditions conditions();

    /** The path below the application that was called, decoded, without matrix parameters. */
    String path();
}

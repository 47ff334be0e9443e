package org.resourceprotector.openapi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a document says of the protection of an application.
 *
 * @param schemes the security schemes
 * @param operations what it says of each operation
 */
record DocumentSecurity(List<SchemeDescription> schemes, Map<DocumentedOperation, OperationSecurity> operations) {

    OperationSecurity of(DocumentedOperation operation) {
        return Objects.requireNonNull(operations.get(operation), "an operation that was asked for");
    }

    /** Whether one of the schemes that somebody wrote at an operation is of this protector. */
    boolean isOurs(Set<String> written) {
        return schemes.stream().map(SchemeDescription::name).anyMatch(written::contains);
    }
}

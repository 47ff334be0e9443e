package org.resourceprotector.example;

import java.io.Serial;
import java.sql.SQLException;

/** The database did not do what it was asked to, most likely because it cannot be reached. */
public final class StorageException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    StorageException(SQLException cause) {
        super("the database did not answer: " + cause.getMessage(), cause);
    }
}

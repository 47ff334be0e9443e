package org.resourceprotector.contract;

import java.util.List;
import org.resourceprotector.contract.Answer.Header;

/** An application that runs, and answers calls. */
interface Running {

    /** Sends what a well-behaved client can send. */
    Answer send(String method, String path, List<Header> headers, String body);

    /** Sends exactly these bytes; as near to them as can be if there is no wire. */
    Answer sendRaw(String method, String path, List<Header> headers, String body);

    /** Stops it. */
    void stop();
}

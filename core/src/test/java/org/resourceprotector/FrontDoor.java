package org.resourceprotector;

import org.resourceprotector.enforcement.Annotations;

/** Hands what is package-private in the front door to the tests of other rooms. */
public final class FrontDoor {

    private FrontDoor() {}

    /** The reader of the annotations that users write. */
    public static Annotations annotations() {
        return AnnotationRules.READER;
    }
}

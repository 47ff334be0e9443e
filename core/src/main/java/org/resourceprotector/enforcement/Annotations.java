package org.resourceprotector.enforcement;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;

/** Reads the annotations that protect; the front door knows them. Implementations must be thread-safe. */
public interface Annotations {

    /**
     * Reads what is declared directly on an element.
     *
     * @param element a class or a method
     * @return the rule; null where the element carries neither annotation
     * @throws IllegalArgumentException if what is declared cannot be a rule; the message says what to write instead
     */
    @Nullable
    Rule on(AnnotatedElement element);

    /**
     * Tells whether an annotation is one of ours.
     *
     * @param type the type of an annotation
     * @return whether it protects, or lifts a protection
     */
    boolean includes(Class<? extends Annotation> type);
}

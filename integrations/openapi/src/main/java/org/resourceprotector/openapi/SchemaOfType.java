package org.resourceprotector.openapi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Makes a schema of a type, which MicroProfile OpenAPI 4 adds to a list, and 3 sets: the method is looked up, because a server
 * has one of them. Stateless.
 */
final class SchemaOfType {

    private static final Method SET = method();

    private SchemaOfType() {}

    private static Method method() {
        try {
            return Schema.class.getMethod("addType", SchemaType.class);
        } catch (NoSuchMethodException isVersion3) {
            try {
                return Schema.class.getMethod("setType", SchemaType.class);
            } catch (NoSuchMethodException otherVersion) {
                throw new IllegalStateException("this version of MicroProfile OpenAPI is not known", otherVersion);
            }
        }
    }

    static Schema schema(SchemaType type) {
        Schema schema = OASFactory.createSchema();
        try {
            SET.invoke(schema, type);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a schema of MicroProfile OpenAPI takes no type", e);
        }
        return schema;
    }
}

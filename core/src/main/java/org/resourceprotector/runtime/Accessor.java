package org.resourceprotector.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A method or field of a runtime, public but for a few, found once by its name. A method takes no argument, or one
 * that is always the same. Immutable, thread-safe.
 */
public final class Accessor {

    private final MethodHandle handle;

    private Accessor(MethodHandle handle) {
        this.handle = handle.asType(MethodType.genericMethodType(1));
    }

    /** Finds an instance method. */
    public static Accessor of(Class<?> type, String name) throws ReflectiveOperationException {
        return new Accessor(MethodHandles.publicLookup().unreflect(type.getMethod(name)));
    }

    /** Finds an instance method of a type that is known by its name. */
    public static Accessor of(ClassLoader loader, String type, String name) throws ReflectiveOperationException {
        return of(Class.forName(type, false, loader), name);
    }

    /** Finds an instance method with one argument, which is always the same. */
    public static Accessor of(Class<?> type, String name, Class<?> parameter, Object argument)
            throws ReflectiveOperationException {
        return new Accessor(MethodHandles.insertArguments(
                MethodHandles.publicLookup().unreflect(type.getMethod(name, parameter)), 1, argument));
    }

    /** Finds a static method of a class that is known by its name. */
    public static Accessor ofStatic(ClassLoader loader, String type, String name) throws ReflectiveOperationException {
        return new Accessor(MethodHandles.dropArguments(
                MethodHandles.publicLookup()
                        .unreflect(Class.forName(type, false, loader).getMethod(name)),
                0,
                Object.class));
    }

    /** Finds a static method with one argument, which is always the same, of a class that is known by its name. */
    public static Accessor ofStatic(ClassLoader loader, String type, String name, Class<?> parameter, Object argument)
            throws ReflectiveOperationException {
        MethodHandle found = MethodHandles.publicLookup()
                .unreflect(Class.forName(type, false, loader).getMethod(name, parameter));
        return new Accessor(
                MethodHandles.dropArguments(MethodHandles.insertArguments(found, 0, argument), 0, Object.class));
    }

    /** Finds a method of one object, to which the target is handed as its only argument. */
    static Accessor ofMethod(Object object, String name, Class<?> parameter) throws ReflectiveOperationException {
        return new Accessor(MethodHandles.publicLookup()
                .unreflect(object.getClass().getMethod(name, parameter))
                .bindTo(object));
    }

    /** Finds a field. */
    public static Accessor ofField(Class<?> type, String name) throws ReflectiveOperationException {
        return new Accessor(MethodHandles.publicLookup().unreflectGetter(type.getField(name)));
    }

    /** Finds a field that is not public. Fails if the runtime does not let us. */
    public static Accessor ofHiddenField(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return new Accessor(MethodHandles.lookup().unreflectGetter(field));
    }

    /** Reads a static field that is not public. Fails if the runtime does not let us. */
    static @Nullable Object ofHiddenConstant(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    public @Nullable Object get(@Nullable Object target) {
        try {
            return handle.invokeExact(target);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the runtime failed to tell how it matched a request", e);
        }
    }

    /** What the method answers. Fails if that is null or not of the type. */
    public <T> T get(@Nullable Object target, Class<T> type) {
        return type.cast(Objects.requireNonNull(get(target), "the runtime did not tell how it matched a request"));
    }
}

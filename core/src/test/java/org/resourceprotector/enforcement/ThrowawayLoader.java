package org.resourceprotector.enforcement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.function.Predicate;

/** Loads some classes itself that its parent has as well, and can be waited for to be thrown away. */
public final class ThrowawayLoader extends ClassLoader {

    private final Predicate<String> own;

    public ThrowawayLoader(Predicate<String> own) {
        super(ThrowawayLoader.class.getClassLoader());
        this.own = own;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : own.test(name) ? define(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A loader that nothing should hold any more. */
    public static final class Dropped {

        private final ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
        private final WeakReference<ClassLoader> loader;

        public Dropped(ClassLoader loader) {
            this.loader = new WeakReference<>(loader, queue);
        }

        /** Waits, within bounds, until the loader was collected. */
        public boolean isCollected() throws InterruptedException {
            for (int i = 0; i < 100 && loader.get() != null; i++) {
                System.gc();
                queue.remove(50);
            }
            return loader.get() == null;
        }
    }
}

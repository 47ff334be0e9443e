#!/usr/bin/env bash
# Packages:  JDK 17 and JDK 25 (their homes in JAVA_17_HOME, JAVA_25_HOME or under Debian's usual
#            folder)
# Behaviour: the first CompletableFuture.orTimeout() of a JVM starts the one thread that serves all,
#            and that thread keeps the caller's context class loader for ever. If the first caller
#            is a web application, its loader is never collected, though the future timed out long
#            ago. JDK 25 has a new scheduler, in the common pool, with the same behaviour.
# Guess:     "A JDK thread for all has the system class loader, like the common pool's workers", and
#            for JDK 25: "the new scheduler cannot leak, the pool clears what it inherits".
# Seen:      "first caller of orTimeout: kept" by CompletableFutureDelayScheduler and by
#            ForkJoinPool.commonPool-delayScheduler; a second caller and the pool's first are
#            "collected".
set -euo pipefail
java25=${JAVA_25_HOME:-$(ls -d /usr/lib/jvm/*25* | head -1)}/bin/java
java17=${JAVA_17_HOME:-$(ls -d /usr/lib/jvm/*17* | head -1)}/bin/java
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"

cat >Probe.java <<'J'
import java.lang.ref.WeakReference;
import java.net.*;
import java.util.concurrent.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        var pooled = use(() -> ForkJoinPool.commonPool().submit(() -> { }).join());
        var first = use(() -> timedOut());
        var second = use(() -> timedOut());
        String jdk = "JDK " + Runtime.version().feature() + ", ";
        System.out.println(jdk + "first use of the common pool: " + fate(pooled));
        System.out.println(jdk + "first caller of orTimeout: " + fate(first));
        System.out.println(jdk + "second caller of orTimeout: " + fate(second));
        for (var thread : Thread.getAllStackTraces().keySet())
            if (thread.getContextClassLoader() instanceof URLClassLoader loader && loader == first.get())
                System.out.println(jdk + "kept by " + thread.getName());
    }

    static void timedOut() {
        try {
            new CompletableFuture<Void>().orTimeout(1, TimeUnit.MILLISECONDS).join();
        } catch (CompletionException expected) {
            return;
        }
    }

    static WeakReference<ClassLoader> use(Runnable work) {
        var thread = Thread.currentThread();
        var own = thread.getContextClassLoader();
        var loader = new URLClassLoader(new URL[0]);
        thread.setContextClassLoader(loader);
        try {
            work.run();
        } finally {
            thread.setContextClassLoader(own);
        }
        return new WeakReference<>(loader);
    }

    static String fate(WeakReference<ClassLoader> loader) throws InterruptedException {
        for (int i = 0; i < 40 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return loader.get() == null ? "collected" : "kept";
    }
}
J
{ "$java17" Probe.java; "$java25" Probe.java; } 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
JDK 17, first use of the common pool: collected
JDK 17, first caller of orTimeout: kept
JDK 17, second caller of orTimeout: collected
JDK 17, kept by CompletableFutureDelayScheduler
JDK 25, first use of the common pool: collected
JDK 25, first caller of orTimeout: kept
JDK 25, second caller of orTimeout: collected
JDK 25, kept by ForkJoinPool.commonPool-delayScheduler
E

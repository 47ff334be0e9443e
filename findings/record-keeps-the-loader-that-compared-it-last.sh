#!/usr/bin/env bash
# Packages:  JDK 17 and JDK 25 (their homes in JAVA_17_HOME, JAVA_25_HOME or under Debian's usual
#            folder)
# Behaviour: the equals() that a record has without a line of code keeps the class loader of the record
#            for the rest of the JVM's life, or until a record of another loader is compared: the last
#            web application that was taken away stays in memory, even if its records hold nothing but
#            texts. Records that are only made keep nothing. JDK 25 does the same.
# Guess:     "What is generated for a record belongs to the record, and goes with its loader."
# Seen:      "made: 0 of 5 loaders left", "texts compared: 1 of 5", "parts compared: 1 of 5", on both.
set -euo pipefail
java25=${JAVA_25_HOME:-$(ls -d /usr/lib/jvm/*25* | head -1)}/bin/java
java17=${JAVA_17_HOME:-$(ls -d /usr/lib/jvm/*17* | head -1)}/bin/java
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"

mkdir app
cat >app/Whole.java <<'J'
public record Whole(Part part) {
    public enum Part { ONE }
    public record Named(String name, int number) {}
    public static Object make() { return new Whole(Part.ONE); }
    public static Object texts() { return new Named("a", 1).equals(new Named("a", 1)); }
    public static Object parts() { return new Whole(Part.ONE).equals(new Whole(Part.ONE)); }
}
J
"$(dirname "$java17")/javac" -d app app/Whole.java
cat >Probe.java <<'J'
import java.lang.ref.WeakReference;
import java.net.*;
import java.nio.file.Path;
import java.util.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        String jdk = "JDK " + Runtime.version().feature() + ", ";
        System.out.println(jdk + "made: " + left("make"));
        System.out.println(jdk + "texts compared: " + left("texts"));
        System.out.println(jdk + "parts compared: " + left("parts"));
    }

    static String left(String method) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 5; i++)
            loaders.add(use(method));
        for (int i = 0; i < 40; i++) {
            System.gc();
            Thread.sleep(20);
        }
        return loaders.stream().filter(loader -> loader.get() != null).count() + " of 5 loaders left";
    }

    static WeakReference<ClassLoader> use(String method) throws Exception {
        try (var loader = new URLClassLoader(new URL[] {Path.of("app").toUri().toURL()}, null)) {
            loader.loadClass("Whole").getMethod(method).invoke(null);
            return new WeakReference<>(loader);
        }
    }
}
J
{ "$java17" Probe.java; "$java25" Probe.java; } 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
JDK 17, made: 0 of 5 loaders left
JDK 17, texts compared: 1 of 5 loaders left
JDK 17, parts compared: 1 of 5 loaders left
JDK 25, made: 0 of 5 loaders left
JDK 25, texts compared: 1 of 5 loaders left
JDK 25, parts compared: 1 of 5 loaders left
E

package org.resourceprotector.runtime;

import jakarta.ws.rs.core.Application;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.glassfish.jersey.process.Inflector;

/**
 * Classes with the names of an engine's, and of it no more than what is asked here. The suites of
 * {@code runtimes/} run on the engines themselves; these tell what becomes of each answer.
 */
public final class EngineClasses extends ClassLoader {

    private static final Pattern NAME =
            Pattern.compile("package ([\\w.]+);.*?(?:class|interface) (\\w+)", Pattern.DOTALL);

    private final Map<String, ByteArrayOutputStream> compiled;

    private EngineClasses(Map<String, ByteArrayOutputStream> compiled) {
        super(EngineClasses.class.getClassLoader());
        this.compiled = compiled;
    }

    /** Compiles sources of one class each, and loads them by a loader of their own. */
    public static EngineClasses of(String... sources) {
        Map<String, ByteArrayOutputStream> compiled = new HashMap<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileManager files =
                new ForwardingJavaFileManager<JavaFileManager>(compiler.getStandardFileManager(null, null, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String name, Kind kind, FileObject sibling) {
                        return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                            @Override
                            public OutputStream openOutputStream() {
                                return compiled.computeIfAbsent(name, unused -> new ByteArrayOutputStream());
                            }
                        };
                    }
                };
        List<JavaFileObject> units =
                Arrays.stream(sources).map(EngineClasses::unit).toList();
        boolean isGood = compiler.getTask(
                        null, files, null, List.of("-proc:none", "-classpath", classPath()), null, units)
                .call();
        if (!isGood) {
            throw new IllegalStateException("the classes do not compile");
        }
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EngineClasses(compiled);
    }

    /** A class of a name, with nothing in it. */
    public static Class<?> named(String name) {
        int dot = name.lastIndexOf('.');
        return of("package " + name.substring(0, dot) + "; public class " + name.substring(dot + 1) + " {}")
                .get(name);
    }

    private static JavaFileObject unit(String source) {
        Matcher name = NAME.matcher(source);
        if (!name.find()) {
            throw new IllegalArgumentException(source);
        }
        String path = (name.group(1) + "." + name.group(2)).replace('.', '/');
        return new SimpleJavaFileObject(URI.create("memory:///" + path + ".java"), Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreErrors) {
                return source;
            }
        };
    }

    private static String classPath() {
        return Stream.of(Application.class, Inflector.class, EngineClasses.class)
                .map(EngineClasses::location)
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An object of an interface of JAX-RS, whose class is in a package of the engine's. */
    public static <T> T proxy(String inPackage, Class<T> type, InvocationHandler answers) {
        EngineClasses classes = of("package " + inPackage + "; interface Told extends " + type.getName() + " {}");
        return type.cast(classes.proxy(inPackage + ".Told", answers));
    }

    /** An object of one of the interfaces; its class is in the same package if that is not public. */
    public Object proxy(String name, InvocationHandler answers) {
        return Proxy.newProxyInstance(this, new Class<?>[] {get(name)}, answers);
    }

    /** One of the classes. */
    public Class<?> get(String name) {
        try {
            return loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new instance of one. */
    public Object make(String name, Object... arguments) {
        try {
            return get(name).getConstructors()[0].newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream bytes = compiled.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    }
}

package org.resourceprotector.servers.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import java.security.CodeSource;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.resourceprotector.ResourceProtector;

/** Tells which classes of others the application got, its own or those that the server puts in front of them. */
@Path("library")
public class Library {

    private static final Map<String, String> TYPES = new TreeMap<>(Map.of(
            "nimbus-jose-jwt", "com.nimbusds.jose.JWSObject",
            "caffeine", "com.github.benmanes.caffeine.cache.Caffeine",
            "jspecify", "org.jspecify.annotations.Nullable"));

    /** Read once: a server may show an application that runs the file of the one that takes its place. */
    private static final String GENERATION = Settings.get("generation", "");

    /** One line: the JDK, and each library with its version, and whose it is. */
    @GET
    @Produces("text/plain")
    public String versions() {
        StringJoiner line = new StringJoiner(", ");
        line.add("JDK " + Runtime.version().feature());
        TYPES.forEach((name, type) -> line.add(name + " " + told(type)));
        line.add("Jakarta REST of " + place(Application.class));
        return line.toString();
    }

    /** Which of several deployments this is. */
    @GET
    @Path("generation")
    @Produces("text/plain")
    public String generation() {
        return GENERATION;
    }

    private static String told(String name) {
        ClassLoader own = ResourceProtector.class.getClassLoader();
        try {
            Class<?> type = Class.forName(name, false, own);
            boolean isOwn = own.equals(type.getClassLoader());
            return (isOwn ? "of the application: " : "OF THE SERVER: ") + place(type);
        } catch (ClassNotFoundException e) {
            return "not there";
        }
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        String location =
                source == null ? "" : String.valueOf(source.getLocation()).replaceAll("[!/]+$", "");
        String version = type.getPackage().getImplementationVersion();
        return location.substring(location.lastIndexOf('/') + 1) + (version == null ? "" : " (" + version + ")");
    }
}

package org.resourceprotector.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads and keeps documents, whatever made them. */
final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private Documents() {}

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Keeps a document for the validators that are no part of this build. */
    static void keep(String name, String json) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "openapi"));
            Files.writeString(folder.resolve(name), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line per operation: method, path, requirements, the statuses that refer to a reusable answer. */
    static List<String> operations(JsonNode document) {
        Set<String> lines = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        lines.add((operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                                        + security(operation.getValue()) + " "
                                        + refusals(operation.getValue()))
                                .strip());
                    }
                }));
        return List.copyOf(lines);
    }

    private static String security(JsonNode operation) {
        JsonNode security = operation.get("security");
        if (security == null) {
            return "nothing is said";
        }
        List<String> requirements = new ArrayList<>();
        security.forEach(requirement -> {
            List<String> schemes = new ArrayList<>();
            requirement.properties().forEach(scheme -> {
                List<String> scopes = new ArrayList<>();
                scheme.getValue().forEach(scope -> scopes.add(scope.asText()));
                schemes.add(scheme.getKey() + "=" + scopes);
            });
            requirements.add("{" + String.join(", ", schemes) + "}");
        });
        return requirements.toString();
    }

    private static String refusals(JsonNode operation) {
        Set<String> statuses = new TreeSet<>();
        operation.get("responses").properties().forEach(response -> {
            if (response.getValue().has("$ref")) {
                statuses.add(response.getKey());
            }
        });
        return statuses.stream().collect(Collectors.joining(" "));
    }

    static JsonNode operation(JsonNode document, String method, String path) {
        return document.at("/paths/" + path.replace("/", "~1") + "/" + method);
    }
}

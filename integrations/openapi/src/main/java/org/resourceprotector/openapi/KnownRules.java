package org.resourceprotector.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;

/**
 * Finds the rules of the operations of one document in the access report. An operation is the HTTP method and the path, in
 * OpenAPI as in the report; if several resource methods share both, and differ by media types or by what OpenAPI does
 * not write of a path, all of their rules are found.
 *
 * <p>The paths of a document may begin with the path of the application, which those of the report do not. That prefix is
 * the one under which most operations are found. If it is not clear which one that is, none of them is known.
 *
 * <p>Immutable, thread-safe.
 */
final class KnownRules {

    private static final String HEAD = "HEAD";
    private static final String GET = "GET";

    private final Map<DocumentedOperation, List<ProtectedEndpoint>> rows = new HashMap<>();

    /** What the paths of the document have in front; null if that is not clear. */
    private final @Nullable String prefix;

    private final boolean isPrefixGiven;

    KnownRules(
            List<ProtectedEndpoint> report,
            Collection<DocumentedOperation> operations,
            @Nullable String applicationPath) {
        for (ProtectedEndpoint row : report) {
            List<ProtectedEndpoint> same =
                    rows.computeIfAbsent(DocumentedOperation.of(row.method(), row.path()), key -> new ArrayList<>());
            if (!same.contains(row)) {
                same.add(row);
            }
        }
        rows.values().forEach(same -> same.sort(Comparator.comparing(ProtectedEndpoint::declaredAt)));
        isPrefixGiven = applicationPath != null;
        prefix = applicationPath == null ? mostFitting(operations) : bare(applicationPath);
    }

    private static String bare(String path) {
        String written = PathTemplate.of(path);
        return written.equals("/") ? "" : written;
    }

    private @Nullable String mostFitting(Collection<DocumentedOperation> operations) {
        Set<String> candidates = new LinkedHashSet<>(List.of(""));
        operations.forEach(operation -> addPrefixes(operation.path(), candidates));
        long most = 0;
        String fitting = "";
        for (String candidate : candidates) {
            long found = operations.stream()
                    .filter(operation -> rowsOf(operation.below(candidate)) != null)
                    .count();
            if (found > most) {
                most = found;
                fitting = candidate;
            } else if (found == most && most > 0) {
                fitting = null;
            }
        }
        return fitting;
    }

    private static void addPrefixes(String path, Set<String> candidates) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            candidates.add(path.substring(0, slash));
        }
        if (path.length() > 1) {
            candidates.add(path);
        }
    }

    /** Whether the path of the application has to be told, because more than one fits. */
    boolean isAmbiguous() {
        return prefix == null;
    }

    /**
     * The rules that hold for an operation.
     *
     * @return the rows of the report; empty if it is not known which they are
     */
    List<ProtectedEndpoint> of(DocumentedOperation operation) {
        if (prefix == null) {
            return List.of();
        }
        List<ProtectedEndpoint> found = rowsOf(operation.below(prefix));
        List<ProtectedEndpoint> literally = isPrefixGiven ? null : rowsOf(operation);
        boolean isClear = found != null && (literally == null || literally.equals(found));
        return isClear ? List.copyOf(found) : List.of();
    }

    /** The rows of an operation; a HEAD without a method of its own is answered by that of GET. */
    private @Nullable List<ProtectedEndpoint> rowsOf(@Nullable DocumentedOperation operation) {
        if (operation == null) {
            return null;
        }
        List<ProtectedEndpoint> found = rows.get(operation);
        return found == null && operation.method().equals(HEAD)
                ? rows.get(new DocumentedOperation(GET, operation.path()))
                : found;
    }
}

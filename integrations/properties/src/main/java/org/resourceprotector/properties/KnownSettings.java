package org.resourceprotector.properties;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of all properties. Collects those that are set, also by environment variables, and refuses what begins like them and
 * is none. Not for use by applications. Stateless, thread-safe.
 */
public final class KnownSettings {

    /** What all names begin with. */
    public static final String PREFIX = "resource-protector.";

    /** Of the protector. */
    static final List<String> OF_THE_PROTECTOR = List.of(
            "realm",
            "error-uri",
            "protect-unannotated",
            "require-https",
            "accept-form-token",
            "accept-query-token",
            "dpop",
            "dpop.public-uri",
            "require-sender-constraint",
            "resource",
            "served-elsewhere",
            "insecure-loopback-http");

    /** Of an issuer whose tokens are JWTs, whether it has a name or not. */
    public static final List<String> OF_AN_ISSUER = List.of(
            "issuer",
            "audience",
            "profile",
            "jwks-uri",
            "algorithms",
            "clock-skew",
            "scopes-from",
            "roles-from",
            "accept-typ",
            "accept-missing-typ",
            "accept-missing-claims",
            "cache-size",
            "cache-for");

    /** Of a server that is asked. */
    static final List<String> OF_INTROSPECTION = List.of(
            "endpoint",
            "issuer",
            "client-id",
            "client-secret",
            "client-authentication",
            "audience",
            "accept-any-audience",
            "accept-audience-from-client-id",
            "accept-missing-subject",
            "accept-kind-as-token-type",
            "clock-skew",
            "scopes-from",
            "roles-from",
            "timeout",
            "cache-for",
            "accept-stale-if-error",
            "negative-cache-for",
            "cache-size");

    static final String INTROSPECTION = "introspection";

    /** What comes before the name of one of several issuers. */
    public static final String ISSUERS = "issuers";

    /** What may be several values. */
    private static final Set<String> LISTS =
            Set.of("audience", "algorithms", "scopes-from", "roles-from", "accept-missing-claims");

    private static final Pattern NAMED = Pattern.compile("issuers\\.([A-Za-z0-9_-]+)\\.([a-z-]+)");
    private static final Pattern NAMED_AT_THE_END =
            Pattern.compile("([^.]{1,30}(?:\\.[^.]{1,30})?)\\.(issuers\\.[A-Za-z0-9_-]+\\.)([A-Za-z-]+)");
    private static final String BEGINNING = "resource-protector";
    private static final String ENVIRONMENT = "RESOURCE_PROTECTOR_";
    private static final String WITHOUT_A_DASH = "RESOURCEPROTECTOR_";
    private static final String VARIABLE_OF_ISSUERS = "_ISSUERS_";
    private static final String OTHERS = "; docs/properties.md has those that there are";

    /** What Kubernetes sets in each pod of a namespace in which a service is named as this library is. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            ENVIRONMENT
                    + "(?:\\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\\w+)?|PORT(?:_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)");

    private static final String SERVICE_LINK =
            "Kubernetes sets it because of a service whose name begins with resource-protector or resourceprotector:"
                    + " write enableServiceLinks: false into the pod, or name the service otherwise";
    private static final Pattern ONE_OF_A_LIST = Pattern.compile("(.+)\\[\\d+]");
    private static final Pattern NO_LETTER = Pattern.compile("[^A-Z0-9]");
    private static final int MAX_TYPING_ERRORS = 2;

    /** Finds the value of a property. */
    @FunctionalInterface
    public interface Values {

        /**
         * The value.
         *
         * @param name a complete name
         * @return the value; null if it is not set
         */
        @Nullable
        String of(String name);
    }

    private KnownSettings() {}

    /**
     * All that is set.
     *
     * @param names the names that a configuration knows, of whatever kind, with those of environment variables
     * @param values finds the value of a property
     * @return names and values
     * @throws IllegalStateException if some are not known, or empty, or begin with a typing error; the message names them all
     */
    public static Map<String, String> collect(Iterable<String> names, Values values) {
        TreeSet<String> wanted = new TreeSet<>(names());
        List<String> variables = new ArrayList<>();
        Map<String, String> problems = new TreeMap<>();
        Set<String> all = new HashSet<>();
        names.forEach(all::add);
        Set<String> inCapitals = new HashSet<>();
        all.stream()
                .filter(KnownSettings::isVariable)
                .map(KnownSettings::capitals)
                .forEach(inCapitals::add);
        for (String name : all) {
            if (name.startsWith(PREFIX)) {
                requireKnown(name, values, problems);
                wanted.add(name);
            } else if (isVariable(name)) {
                variables.add(name);
            } else if (!isEcho(name, inCapitals)) {
                requireOfOthers(name, values, problems);
            }
        }
        for (String variable : variables) {
            String capitals = capitals(variable);
            String name = ofVariable(capitals, wanted);
            if (name == null) {
                problems.put(
                        variable,
                        "the environment variable " + variable + " sets no property of Resource Protector"
                                + (OF_KUBERNETES.matcher(capitals).matches() ? "; " + SERVICE_LINK : OTHERS));
            } else if (isRead(variable, name, values)) {
                wanted.add(name);
            } else {
                problems.put(
                        variable,
                        variable + " counts for nothing"
                                + (variable.equals(capitals)
                                        ? ", because nothing here reads it as an environment variable; write " + name
                                        : "; is it " + capitals + "?"));
            }
        }
        Map<String, String> found = new TreeMap<>();
        for (String name : wanted) {
            String value = values.of(name);
            if (value != null && value.isBlank()) {
                problems.putIfAbsent(name, name + " is empty; give it a value, or remove it");
            } else if (value != null) {
                found.put(name, value.strip());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", problems.values()));
        }
        return found;
    }

    /**
     * All names but those of issuers with a name, a part of which is of one's own choice.
     *
     * @return complete names, in alphabetic order
     */
    public static Collection<String> names() {
        TreeSet<String> simple = new TreeSet<>();
        OF_THE_PROTECTOR.forEach(key -> simple.add(PREFIX + key));
        OF_AN_ISSUER.forEach(key -> simple.add(PREFIX + key));
        OF_INTROSPECTION.forEach(key -> simple.add(PREFIX + INTROSPECTION + "." + key));
        return simple;
    }

    /**
     * Whether a property takes several values, parted by commas.
     *
     * @param name a complete name
     * @return whether it does
     */
    public static boolean isList(String name) {
        return LISTS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** A configuration may name for ever what was set once. */
    private static void requireKnown(String name, Values values, Map<String, String> problems) {
        if (isKnown(name) || values.of(name) == null) {
            return;
        }
        Matcher one = ONE_OF_A_LIST.matcher(name);
        if (one.matches() && isKnown(one.group(1)) && isList(one.group(1))) {
            problems.put(
                    name, name + " is one of a list; write all of it as one text, parted by commas: " + one.group(1));
            return;
        }
        String nearest = nearest(name);
        problems.put(
                name,
                name + " is no property of Resource Protector" + (nearest.isEmpty() ? OTHERS : nearest)
                        + ofKubernetes(name));
    }

    /** Boot reads a variable of a service that is named without a dash as one of these properties. */
    private static String ofKubernetes(String name) {
        String end = capitals(name.substring(PREFIX.length()))
                .replaceAll("[^A-Z0-9]+", " ")
                .strip()
                .replace(' ', '_');
        return OF_KUBERNETES.matcher(ENVIRONMENT + end).matches()
                ? "; if it is the environment variable " + WITHOUT_A_DASH + end + ", " + SERVICE_LINK
                : "";
    }

    private static boolean isKnown(String name) {
        Matcher named = NAMED.matcher(name.substring(PREFIX.length()));
        return names().contains(name) || (named.matches() && OF_AN_ISSUER.contains(named.group(2)));
    }

    /**
     * Whether a name is one of ours, but for a typing error or for dashes.
     *
     * @param name a complete name, which begins as ours do
     * @return whether it is
     */
    public static boolean isNearlyKnown(String name) {
        return !nearest(name).isEmpty();
    }

    private static String nearest(String name) {
        Collection<String> candidates = new TreeSet<>(names());
        Matcher named = NAMED.matcher(name.substring(PREFIX.length()));
        if (named.matches()) {
            OF_AN_ISSUER.forEach(key -> candidates.add(PREFIX + ISSUERS + "." + named.group(1) + "." + key));
        }
        return nearest(candidates, name);
    }

    /** Asks whether that is meant which differs by a typing error, or by dashes; empty text if none does. */
    static String nearest(Collection<String> candidates, String name) {
        return candidates.stream()
                .filter(candidate -> distance(withoutDashes(candidate), withoutDashes(name)) <= MAX_TYPING_ERRORS)
                .findFirst()
                .map(candidate -> "; is it " + candidate + "?")
                .orElse("");
    }

    private static String withoutDashes(String name) {
        return name.replace("-", "");
    }

    /**
     * Whether a name is that of an environment variable which begins as those of this library do, in letters of whatever case.
     *
     * @param name a complete name
     * @return whether it is
     */
    public static boolean isVariable(String name) {
        return name.regionMatches(true, 0, ENVIRONMENT, 0, ENVIRONMENT.length());
    }

    /**
     * Whether a name is that of the environment variable of a property, but for a typing error.
     *
     * @param name a complete name, which begins as those variables do
     * @return whether it is
     */
    public static boolean isNearlyAVariable(String name) {
        String end = name.substring(ENVIRONMENT.length());
        return ofVariable(capitals(name), names()) != null
                || isNearlyKnown(PREFIX + small(end).replace('_', '-'));
    }

    private static String capitals(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * In capital letters each configuration reads it, in small ones most do, and in both some: from the environment, and not from a
     * file or a system property.
     */
    private static boolean isRead(String variable, String name, Values values) {
        return (variable.equals(capitals(variable)) || variable.equals(small(variable))) && values.of(name) != null;
    }

    /** Whether it is the name with full stops by which configurations list one of our environment variables, too. */
    private static boolean isEcho(String name, Set<String> variables) {
        return variables.contains(NO_LETTER.matcher(capitals(name)).replaceAll("_"));
    }

    /** Refuses a name that ends like one of ours, and nearly begins like it, because it would count for nothing. */
    private static void requireOfOthers(String name, Values values, Map<String, String> problems) {
        String meant = meant(name);
        if (!meant.isEmpty() && values.of(name) != null) {
            problems.put(name, name + " counts for nothing; is it " + meant + "?");
        }
    }

    /**
     * The property or environment variable of this library that a name differs from by a typing error in its beginning.
     *
     * @param name a complete name
     * @return a complete name; empty text if it is one of ours, or somebody else's
     */
    public static String meant(String name) {
        Matcher named = NAMED_AT_THE_END.matcher(name);
        if (named.matches() && isMistyped(named.group(1), BEGINNING)) {
            for (String key : OF_AN_ISSUER) {
                if (withoutDashes(key).equals(withoutDashes(small(named.group(3))))) {
                    return PREFIX + named.group(2) + key;
                }
            }
        }
        int issuers = name.indexOf(VARIABLE_OF_ISSUERS);
        if (issuers >= 0) {
            String variable = ENVIRONMENT + name.substring(issuers + 1);
            boolean isMeant = isMistyped(name.substring(0, issuers), variable(BEGINNING))
                    && ofVariable(variable, List.of()) != null;
            return isMeant ? variable : "";
        }
        for (String known : names()) {
            String end = known.substring(BEGINNING.length());
            if (isMistyped(name, end, BEGINNING) || isMistyped(name, withoutDashes(end), BEGINNING)) {
                return known;
            }
            if (isMistyped(name, variable(end), variable(BEGINNING))
                    || isMistyped(name, variable(withoutDashes(end)), variable(BEGINNING))) {
                return variable(known);
            }
        }
        return "";
    }

    private static boolean isMistyped(String name, String end, String meant) {
        int beginning = name.length() - end.length();
        return name.regionMatches(true, beginning, end, 0, end.length())
                && isMistyped(name.substring(0, Math.max(beginning, 0)), meant);
    }

    /** In letters of whatever case, because some configurations have names in camel case. */
    private static boolean isMistyped(String beginning, String meant) {
        return Math.abs(beginning.length() - meant.length()) <= MAX_TYPING_ERRORS
                && !beginning.equals(meant)
                && distance(small(beginning), small(meant)) <= MAX_TYPING_ERRORS;
    }

    /** The property that an environment variable sets, of a named issuer also if nothing else names it; null if there is none. */
    private static @Nullable String ofVariable(String variable, Collection<String> known) {
        for (String name : known) {
            if (variable(name).equals(variable)) {
                return name;
            }
        }
        String named = variable(PREFIX + ISSUERS + ".");
        for (String key : OF_AN_ISSUER) {
            String end = "_" + variable(key);
            if (variable.startsWith(named)
                    && variable.endsWith(end)
                    && variable.length() > named.length() + end.length() - 1) {
                String issuer = variable.substring(named.length(), variable.length() - end.length());
                return PREFIX + ISSUERS + "." + spelled(issuer, known) + "." + key;
            }
        }
        return null;
    }

    /** The name of an issuer as another property spells it, or else in small letters with dashes. */
    private static String spelled(String issuer, Collection<String> known) {
        return namedIssuers(known).stream()
                .filter(name -> variable(name).equals(issuer))
                .findFirst()
                .orElseGet(() -> issuer.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** As MicroProfile Config names environment variables. */
    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** How many letters must be written anew, added or left out to make one of the other. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }

    /** The names of the issuers that have one, in alphabetic order. */
    static Collection<String> namedIssuers(Collection<String> names) {
        TreeSet<String> issuers = new TreeSet<>();
        for (String name : names) {
            Matcher named = NAMED.matcher(name.substring(PREFIX.length()));
            if (named.matches()) {
                issuers.add(named.group(1));
            }
        }
        return issuers;
    }
}

package org.resourceprotector.spring;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.properties.KnownSettings;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What the environment of Spring has below {@code resource-protector}, in each spelling that Boot takes: with dashes, without, or in
 * the names of environment variables, and lists as one text or one by one. Values come from the binder of Boot, so that the order of
 * sources is Boot's; names are looked at here, because Boot would show the value of one that is not known. Used by one thread.
 */
final class EnvironmentProperties {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("resource-protector");
    private static final ConfigurationPropertyName ISSUERS = ROOT.append(KnownSettings.ISSUERS);

    private static final String BOOTS_VARIABLE = "RESOURCEPROTECTOR_";

    private static final Pattern OWN_CHOICE = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    /** What is shown of a placeholder; anything else might be a part of a secret. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(?:[.-][A-Za-z0-9_]+)*");

    /** Boot's names are equal in all spellings. */
    private static final Map<ConfigurationPropertyName, String> KNOWN = new HashMap<>();

    private static final Map<String, String> OF_AN_ISSUER = new HashMap<>();

    static {
        KnownSettings.names().forEach(name -> KNOWN.put(ConfigurationPropertyName.of(name), name));
        KnownSettings.OF_AN_ISSUER.forEach(key -> OF_AN_ISSUER.put(key.replace("-", ""), key));
    }

    private final Binder binder;
    private final Set<String> names = new TreeSet<>();
    private final Set<String> unknown = new TreeSet<>();
    private final Map<String, String> namesOfIssuers = new TreeMap<>();

    private EnvironmentProperties(ConfigurableEnvironment environment) {
        Iterable<ConfigurationPropertySource> sources =
                ConfigurationPropertySources.from(environment.getPropertySources());
        this.binder = new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
        for (ConfigurationPropertySource source : sources) {
            boolean hasVariables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
            if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables) {
                for (String variable : variables.getPropertyNames()) {
                    if (KnownSettings.isVariable(variable)) {
                        names.add(isInSmallLetters(variable) ? variable.toUpperCase(Locale.ROOT) : variable);
                    } else if (!isBootsVariable(variable)
                            && !KnownSettings.meant(variable).isEmpty()) {
                        addUnknown(variable);
                    }
                }
            } else if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> others) {
                for (String name : others.getPropertyNames()) {
                    addSpelledAsVariable(name);
                }
            }
            if (source instanceof IterableConfigurationPropertySource listed) {
                listed.stream().forEach(name -> {
                    if (ROOT.isAncestorOf(name)) {
                        add(name, hasVariables);
                    } else if (!hasVariables
                            && !KnownSettings.meant(name.toString()).isEmpty()) {
                        names.add(name.toString());
                    }
                });
            }
        }
    }

    /**
     * All that is set.
     *
     * @throws IllegalStateException if one is not known, is empty, or cannot be read
     */
    static Map<String, String> read(ConfigurableEnvironment environment) {
        EnvironmentProperties found = new EnvironmentProperties(environment);
        return KnownSettings.collect(found.names, found::value);
    }

    /** Whether anything is set, be it known or not. */
    static boolean areThere(ConfigurableEnvironment environment) {
        try {
            return !read(environment).isEmpty();
        } catch (IllegalStateException refused) {
            return true;
        }
    }

    /** Counts only if another property has it as a placeholder, such as what a file .env says that is imported. */
    private void addSpelledAsVariable(String name) {
        String meant = name.indexOf('.') < 0 ? KnownSettings.meant(name) : "";
        if (KnownSettings.isVariable(name)) {
            if (KnownSettings.isNearlyAVariable(name)) { // others may be placeholders of any property
                names.add(name);
            }
        } else if (!meant.isEmpty()) {
            names.add(isBootsVariable(name) ? meant : name);
        }
    }

    /** Boot reads it in letters of whatever case. */
    private static boolean isBootsVariable(String name) {
        return name.regionMatches(true, 0, BOOTS_VARIABLE, 0, BOOTS_VARIABLE.length());
    }

    /** Boot finds such a variable, too. */
    private static boolean isInSmallLetters(String variable) {
        return variable.equals(variable.toLowerCase(Locale.ROOT));
    }

    private void add(ConfigurationPropertyName name, boolean isVariable) {
        String known = known(name);
        if (known != null) {
            names.add(known);
        } else if (isVariable
                || !name.getElement(0, Form.ORIGINAL).equals("resourceprotector")
                || KnownSettings.isNearlyKnown(text(name))) {
            // spelled so, in small letters and without a dash, what is not even nearly known is somebody else's
            addUnknown(text(name));
        }
    }

    private void addUnknown(String name) {
        names.add(name);
        unknown.add(name);
    }

    /** The name as this library writes it; null if there is none. */
    private @Nullable String known(ConfigurationPropertyName name) {
        boolean isElement = name.isLastElementIndexed() && name.isNumericIndex(name.getNumberOfElements() - 1);
        ConfigurationPropertyName whole = isElement ? name.getParent() : name;
        String known = KNOWN.get(whole);
        if (known == null && ISSUERS.isAncestorOf(whole) && whole.getNumberOfElements() == 4) {
            String key = OF_AN_ISSUER.get(whole.getElement(3, Form.UNIFORM));
            String issuer = whole.getElement(2, Form.ORIGINAL);
            if (key != null && OWN_CHOICE.matcher(issuer).matches()) {
                String first = namesOfIssuers.computeIfAbsent(whole.getElement(2, Form.UNIFORM), any -> issuer);
                known = KnownSettings.PREFIX + KnownSettings.ISSUERS + "." + first + "." + key;
            }
        }
        return known == null || (isElement && !KnownSettings.isList(known)) ? null : known;
    }

    private static String text(ConfigurationPropertyName name) {
        StringBuilder text = new StringBuilder("resource-protector");
        for (int i = 1; i < name.getNumberOfElements(); i++) {
            String element = name.getElement(i, Form.ORIGINAL);
            text.append(name.isNumericIndex(i) ? "[" + element + "]" : "." + element);
        }
        return text.toString();
    }

    private @Nullable String value(String name) {
        if (unknown.contains(name)) {
            return "";
        }
        // adapted, because the name of an issuer may have capital letters
        ConfigurationPropertyName spelled = ConfigurationPropertyName.adapt(name, '.');
        String value =
                KnownSettings.isList(name) ? list(name, spelled) : bound(name, spelled, Bindable.of(String.class));
        if (value != null) {
            requireNoPlaceholder(name, value);
        }
        return value;
    }

    /** Boot leaves one that nothing sets as it is. In what may be a secret it is shown only if there is nothing else. */
    private static void requireNoPlaceholder(String name, String value) {
        Matcher placeholder = PLACEHOLDER.matcher(value);
        if (!placeholder.find()) {
            return;
        }
        boolean isShown = NAME.matcher(placeholder.group(1)).matches()
                && (!name.endsWith("secret") || placeholder.group().equals(value));
        throw new IllegalStateException(
                name + " has a placeholder that nothing sets" + (isShown ? ": " + placeholder.group() : ""));
    }

    private @Nullable String list(String name, ConfigurationPropertyName spelled) {
        List<String> values = bound(name, spelled, Bindable.listOf(String.class));
        if (values == null) {
            return null;
        }
        if (values.stream().anyMatch(value -> value.indexOf(',') >= 0)) {
            throw new IllegalStateException(name + " has a value with a comma, which would count as two");
        }
        return String.join(",", values);
    }

    /** Says nothing of the cause, which shows values. */
    private <T> @Nullable T bound(String name, ConfigurationPropertyName spelled, Bindable<T> type) {
        try {
            return binder.bind(spelled, type).orElse(null);
        } catch (RuntimeException e) {
            throw new IllegalStateException(name
                    + " cannot be read; is it a list with a gap, or are there placeholders that lead to themselves?");
        }
    }
}

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Whether a folder, laid out as a Maven repository, has what release/published.txt says and nothing else: for each artifact
 * the jar with the name of its module, sources, Javadoc, two forms of the SBOM, and a POM that stands alone. Prints the
 * licences of all that users get with it, and refuses one that is not in the list below.
 */
final class Contents {

    /** Licences that an application may be under any licence with, if it leaves the library as it is. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            "EPL-1.0",
            "EPL-2.0",
            "GPL-2.0-with-classpath-exception",
            "MIT",
            "MIT-0",
            "Public Domain");

    private static final List<String> PARTS =
            List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml", ".pom");

    private final List<String> faults = new ArrayList<>();
    private final SortedMap<String, SortedSet<String>> licences = new TreeMap<>();

    /** Whether it is what is uploaded, and so needs whatever Maven Central demands of a POM. */
    private final boolean isRelease;

    private Contents(boolean isRelease) {
        this.isRelease = isRelease;
    }

    public static void main(String[] arguments) throws Exception {
        Path repository = Path.of(arguments[0]);
        Path table = Path.of(arguments[1]);
        String version = arguments[2];
        Contents contents = new Contents(Boolean.parseBoolean(arguments[3]));
        SortedSet<String> expected = new TreeSet<>();
        for (String line : Files.readAllLines(table)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] cells = line.trim().split(" +");
                expected.add(cells[1]);
                contents.check(repository.resolve("org/resourceprotector").resolve(cells[1]), cells[1], cells[2], version);
            }
        }
        try (Stream<Path> there = Files.list(repository.resolve("org/resourceprotector"))) {
            SortedSet<String> others = new TreeSet<>(
                    there.map(folder -> folder.getFileName().toString()).toList());
            others.removeAll(expected);
            others.forEach(other -> contents.faults.add(other + " is published, and is not in " + table));
        }
        contents.licences.forEach((licence, components) ->
                System.out.println("licence " + licence + ": " + String.join(", ", components)));
        contents.faults.forEach(fault -> System.out.println("FAULT " + fault));
        if (!contents.faults.isEmpty()) {
            System.exit(1);
        }
        System.out.println(expected.size() + " modules, each with jar, sources, Javadoc, SBOM and POM, or with a POM alone");
    }

    private void check(Path folder, String artifact, String module, String version) throws Exception {
        Path files = folder.resolve(version);
        boolean hasJar = !module.equals("-");
        List<String> missing = (hasJar ? PARTS : List.of(".pom"))
                .stream()
                .map(part -> artifact + "-" + version + part)
                .filter(file -> !Files.isRegularFile(files.resolve(file)))
                .toList();
        missing.forEach(file -> faults.add(artifact + " has no " + file));
        if (!missing.isEmpty()) {
            return;
        }
        checkPom(files.resolve(artifact + "-" + version + ".pom"), artifact, version);
        if (hasJar) {
            checkJars(files, artifact, module, version);
            checkSbom(files.resolve(artifact + "-" + version + "-cyclonedx.xml"), artifact);
        } else {
            checkBom(files.resolve(artifact + "-" + version + ".pom"), artifact);
        }
    }

    private void checkJars(Path files, String artifact, String module, String version) throws IOException {
        List<ModuleDescriptor> modules = ModuleFinder.of(files.resolve(artifact + "-" + version + ".jar")).findAll().stream()
                .map(found -> found.descriptor())
                .toList();
        if (modules.size() != 1 || !modules.get(0).name().equals(module)) {
            faults.add(artifact + " is the module " + modules.stream().map(ModuleDescriptor::name).toList() + ", not " + module);
        }
        for (String jar : List.of(".jar", "-sources.jar")) {
            try (ZipFile content = new ZipFile(files.resolve(artifact + "-" + version + jar).toFile())) {
                if (content.getEntry("META-INF/LICENSE") == null) {
                    faults.add(artifact + jar + " has no META-INF/LICENSE");
                }
            }
        }
    }

    /** What it manages, which PublishedModulesTest compares with the table, is there and is ours. */
    private void checkBom(Path pom, String artifact) throws Exception {
        Element management = child(root(pom), "dependencyManagement");
        List<Element> managed = management == null
                ? List.of()
                : children(children(management, "dependencies").get(0), "dependency");
        if (managed.isEmpty()) {
            faults.add(artifact + " manages nothing");
        }
        for (Element dependency : managed) {
            if (!text(dependency, "groupId").equals("org.resourceprotector")) {
                faults.add(artifact + " manages " + text(dependency, "artifactId") + ", which is not ours");
            }
        }
    }

    private void checkPom(Path pom, String artifact, String version) throws Exception {
        Element project = root(pom);
        if (child(project, "parent") != null) {
            faults.add(artifact + " has a POM with a parent, which is not published");
        }
        for (String name : List.of("name", "description", "licenses")) {
            if (child(project, name) == null) {
                faults.add(artifact + " has a POM without " + name);
            }
        }
        for (String name : List.of("url", "scm", "developers")) {
            if (isRelease && child(project, name) == null) {
                faults.add(artifact + " has a POM without " + name + ", which Maven Central demands");
            }
        }
        String text = Files.readString(pom);
        if (text.contains("SNAPSHOT") && !version.contains("SNAPSHOT")) {
            faults.add(artifact + " depends on a SNAPSHOT");
        }
        if (text.contains("${")) {
            faults.add(artifact + " has a POM with a property that nobody resolves");
        }
        if (text.contains("<scope>test</scope>")) {
            faults.add(artifact + " has a POM with dependencies of its tests");
        }
    }

    /** The licences of the components, that of the SBOM itself excepted. Several of one component are alternatives. */
    private void checkSbom(Path sbom, String artifact) throws Exception {
        Element components = child(root(sbom), "components");
        if (components == null) {
            faults.add(artifact + " has an SBOM without components");
            return;
        }
        for (Element component : children(components, "component")) {
            String name = text(component, "group") + ":" + text(component, "name");
            SortedSet<String> of = new TreeSet<>();
            Element list = child(component, "licenses");
            if (list != null) {
                for (Element licence : children(list, "license")) {
                    of.add(child(licence, "id") != null ? text(licence, "id") : text(licence, "name"));
                }
                for (Element expression : children(list, "expression")) {
                    of.addAll(List.of(expression.getTextContent().trim().split(" OR ")));
                }
            }
            if (of.stream().noneMatch(ALLOWED::contains)) {
                faults.add(artifact + " brings " + name + " with " + (of.isEmpty() ? "no licence" : of) + ", which is not allowed");
            }
            licences.computeIfAbsent(String.join(" or ", of), none -> new TreeSet<>()).add(name);
        }
    }

    private static Element root(Path xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(xml.toFile()).getDocumentElement();
    }

    private static String text(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? "" : child.getTextContent().trim();
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}

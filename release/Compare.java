import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Two folders with the same files, byte by byte: prints the SHA-256 of each, or what differs first in it. Left out is what
 * a repository adds at the time of the upload: its lists of versions, and checksums, which follow from the files.
 */
final class Compare {

    private Compare() {}

    public static void main(String[] folders) throws Exception {
        Path one = Path.of(folders[0]);
        Path two = Path.of(folders[1]);
        SortedSet<String> names = files(one);
        SortedSet<String> others = files(two);
        int differ = 0;
        for (String name : names) {
            if (!others.contains(name)) {
                differ++;
                System.out.println("DIFFERS " + name + ": made by the first build only");
                continue;
            }
            byte[] first = Files.readAllBytes(one.resolve(name));
            byte[] second = Files.readAllBytes(two.resolve(name));
            if (Arrays.equals(first, second)) {
                System.out.println(sha256(first) + "  " + name);
            } else {
                differ++;
                System.out.println("DIFFERS " + name + ": " + difference(one.resolve(name), two.resolve(name)));
            }
        }
        others.removeAll(names);
        for (String name : others) {
            differ++;
            System.out.println("DIFFERS " + name + ": made by the second build only");
        }
        System.out.println(names.size() + " files, " + differ + " of them not reproducible");
        if (names.isEmpty() || differ > 0) {
            System.exit(1);
        }
    }

    private static SortedSet<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            SortedSet<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.contains("maven-metadata") && !name.matches(".*\\.(md5|sha1|sha256|sha512)"))
                    .forEach(names::add);
            return names;
        }
    }

    private static String difference(Path one, Path two) throws IOException {
        if (!one.toString().endsWith(".jar")) {
            return line(Files.readAllBytes(one), Files.readAllBytes(two));
        }
        try (ZipFile first = new ZipFile(one.toFile());
                ZipFile second = new ZipFile(two.toFile())) {
            Iterator<? extends ZipEntry> others = second.entries().asIterator();
            for (Enumeration<? extends ZipEntry> all = first.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                String name = entry.getName();
                if (!others.hasNext()) {
                    return "entry " + name + " is in the first only";
                }
                ZipEntry other = others.next();
                if (!name.equals(other.getName())) {
                    return "entry " + name + " is in the place of " + other.getName();
                }
                byte[] content = first.getInputStream(entry).readAllBytes();
                byte[] otherContent = second.getInputStream(other).readAllBytes();
                if (!Arrays.equals(content, otherContent)) {
                    return "entry " + name + ": " + line(content, otherContent);
                }
                if (entry.getTimeLocal() != null && !entry.getTimeLocal().equals(other.getTimeLocal())) {
                    return "entry " + name + ": time " + entry.getTimeLocal() + ", then " + other.getTimeLocal();
                }
            }
            if (others.hasNext()) {
                return "entry " + others.next().getName() + " is in the second only";
            }
            Map<String, String> modes = modes(one);
            Map<String, String> otherModes = modes(two);
            for (String name : new TreeSet<>(modes.keySet())) {
                if (!modes.get(name).equals(otherModes.get(name))) {
                    return "entry " + name + ": permissions " + modes.get(name) + ", then " + otherModes.get(name);
                }
            }
            return "something beside the entries and their content, such as their compression";
        }
    }

    /** The permissions of entries, which only the file system of a jar shows. */
    private static Map<String, String> modes(Path jar) throws IOException {
        Map<String, String> modes = new HashMap<>();
        try (var system = java.nio.file.FileSystems.newFileSystem(jar, Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> files = Files.walk(system.getPath("/"))) {
            for (Path file : files.toList()) {
                modes.put(file.toString(), String.valueOf(Files.readAttributes(file, "zip:*").get("permissions")));
            }
        }
        return modes;
    }

    /** The first line that differs, of text; the first byte, otherwise. */
    private static String line(byte[] first, byte[] second) {
        int at = Arrays.mismatch(first, second);
        List<String> lines = new String(first, StandardCharsets.UTF_8).lines().toList();
        List<String> others = new String(second, StandardCharsets.UTF_8).lines().toList();
        boolean text = at < 0 || new String(first, StandardCharsets.UTF_8).indexOf('\0') < 0;
        for (int i = 0; text && i < Math.min(lines.size(), others.size()); i++) {
            if (!lines.get(i).equals(others.get(i))) {
                return "line " + (i + 1) + ": " + shortened(lines.get(i)) + " | " + shortened(others.get(i));
            }
        }
        return "byte " + at + " of " + first.length + " and " + second.length;
    }

    private static String shortened(String line) {
        String trimmed = line.strip();
        return trimmed.length() > 120 ? trimmed.substring(0, 120) + "…" : trimmed;
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}

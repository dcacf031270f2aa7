package org.vaelab.experiments.extension;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.vaelab.input.InputException;
import org.vaelab.json.Extension;

/**
 * Reads a jar: the extensions are those that its own services file names, one a line. {@link
 * java.util.ServiceLoader} would find the program's too, and stop at the first fault with words of
 * its own.
 */
final class JarSource {
  private static final String SERVICES = "META-INF/services/" + Extension.class.getName();

  private JarSource() {}

  static List<Extension> extensions(ExtensionSource source) {
    Map<String, byte[]> entries = entries(source);
    byte[] services = entries.get(SERVICES);
    List<String> names = services == null ? List.of() : names(services);
    if (names.isEmpty()) {
      throw new InputException(
          source.file()
              + " names no extension: it needs a file "
              + SERVICES
              + " with the name of a class that implements org.vaelab.json.Extension.");
    }
    ExtensionClasses classes =
        new ExtensionClasses(source.file(), new ExtensionClassLoader(source.file(), entries));
    return names.stream().map(name -> extension(source, classes, name)).toList();
  }

  private static Extension extension(
      ExtensionSource source, ExtensionClasses classes, String name) {
    classes.requireOwn(name);
    Class<?> type = classes.load(name);
    if (!Extension.class.isAssignableFrom(type)) {
      throw new InputException(
          source.file() + ": the class " + name + " does not implement org.vaelab.json.Extension.");
    }
    return classes.create(type);
  }

  /** As {@link java.util.ServiceLoader} reads it: a name a line, comments after a #. */
  private static List<String> names(byte[] services) {
    return new String(services, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .distinct()
        .toList();
  }

  private static Map<String, byte[]> entries(ExtensionSource source) {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(source.bytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), zip.readAllBytes());
        }
      }
    } catch (IOException | IllegalArgumentException broken) {
      throw new InputException(source.file() + " is no jar, or it was cut short.", broken);
    }
    if (entries.isEmpty()) {
      throw new InputException(source.file() + " is no jar, or it is empty.");
    }
    return entries;
  }
}

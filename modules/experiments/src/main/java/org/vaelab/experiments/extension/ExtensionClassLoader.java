package org.vaelab.experiments.extension;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Classes and resources from memory, beside those of the program. Its name has the user's file in
 * it, so that every stack trace says which code is the user's.
 */
final class ExtensionClassLoader extends ClassLoader {
  private static final String PREFIX = "--with ";

  private final Map<String, byte[]> entries;

  /** {@code entries} by their names in a jar: {@code org/example/BetaTc.class}. */
  ExtensionClassLoader(Path file, Map<String, byte[]> entries) {
    super(PREFIX + file, ExtensionClassLoader.class.getClassLoader());
    this.entries = entries;
  }

  /** The file that code was loaded from, of the name of its class loader; null for all other. */
  static @Nullable String file(@Nullable String loaderName) {
    return loaderName != null && loaderName.startsWith(PREFIX)
        ? loaderName.substring(PREFIX.length())
        : null;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = entries.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    byte[] bytes = entries.get(name);
    try {
      return bytes == null ? null : new URL("memory", "", -1, "/" + name, new Memory(bytes));
    } catch (MalformedURLException impossible) {
      throw new AssertionError("a protocol with a handler is known", impossible);
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return Collections.enumeration(found == null ? List.of() : List.of(found));
  }

  /** Reads one entry. */
  private static final class Memory extends URLStreamHandler {
    private final byte[] bytes;

    Memory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}

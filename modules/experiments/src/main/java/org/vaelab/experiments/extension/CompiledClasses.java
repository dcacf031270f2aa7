package org.vaelab.experiments.extension;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;

/** Keeps what the compiler writes in memory. */
final class CompiledClasses extends ForwardingJavaFileManager<StandardJavaFileManager> {
  private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

  CompiledClasses(StandardJavaFileManager files) {
    super(files);
  }

  /** The classes as the entries of a jar. */
  Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new TreeMap<>();
    written.forEach((name, bytes) -> entries.put(name, bytes.toByteArray()));
    return entries;
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
    String name = className.replace('.', '/') + ".class";
    return new SimpleJavaFileObject(URI.create("memory:///" + name.replace("$", "%24")), kind) {
      @Override
      public OutputStream openOutputStream() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        written.put(name, bytes);
        return bytes;
      }
    };
  }
}

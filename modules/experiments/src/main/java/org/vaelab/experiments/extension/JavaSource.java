package org.vaelab.experiments.extension;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;
import org.vaelab.json.Extension;

/** Compiles a Java file in memory, against the program's own class path. */
final class JavaSource {
  private static final int MOST_MESSAGES = 20;

  /**
   * A spec's fields are named after the parameters of constructors; annotation processors would run
   * code that nobody named.
   */
  private static final List<String> OPTIONS =
      List.of("-parameters", "-g", "-proc:none", "-nowarn", "-Xlint:none", "-implicit:none");

  private JavaSource() {}

  /** The extensions among its classes. */
  static List<Extension> extensions(ExtensionSource source) {
    Map<String, byte[]> classes = compile(source);
    List<String> names =
        classes.keySet().stream()
            .map(entry -> entry.replace('/', '.').replaceFirst("\\.class$", ""))
            .toList();
    ExtensionClasses loaded =
        new ExtensionClasses(source.file(), new ExtensionClassLoader(source.file(), classes));
    names.forEach(loaded::requireOwn);
    List<Class<?>> found =
        names.stream().map(loaded::load).filter(Extension.class::isAssignableFrom).toList();
    if (found.isEmpty()) {
      throw new InputException(
          source.file()
              + " has no class that implements org.vaelab.json.Extension. It needs one, public, with"
              + " a public constructor without parameters, whose extend(vocabulary) returns"
              + " vocabulary.with(LayerSpec.class, \"my-layer\", MyLayer.class) or the like.");
    }
    return found.stream().map(loaded::create).toList();
  }

  /** The classes as the entries of a jar. */
  private static Map<String, byte[]> compile(ExtensionSource source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new InputException(
          source.file()
              + " cannot be compiled: this Java ("
              + System.getProperty("java.home")
              + ") has no compiler. Use a JDK, or compile it elsewhere and give --with a jar.");
    }
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    try (CompiledClasses classes =
        new CompiledClasses(
            compiler.getStandardFileManager(messages, Locale.ENGLISH, StandardCharsets.UTF_8))) {
      boolean compiled =
          compiler
              .getTask(null, classes, messages, OPTIONS, null, List.of(new Text(source)))
              .call();
      if (!compiled) {
        throw new InputException(errors(source, messages.getDiagnostics()));
      }
      return classes.entries();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String errors(
      ExtensionSource source, List<Diagnostic<? extends JavaFileObject>> messages) {
    List<String> errors =
        messages.stream()
            .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
            .map(each -> place(source, each) + " " + oneLine(each.getMessage(Locale.ENGLISH)))
            .toList();
    String shown = errors.stream().limit(MOST_MESSAGES).collect(Collectors.joining("\n"));
    int more = errors.size() - MOST_MESSAGES;
    return source.file() + " does not compile:\n" + shown + (more > 0 ? "\n" + more + " more" : "");
  }

  private static String place(ExtensionSource source, Diagnostic<?> message) {
    return message.getLineNumber() == Diagnostic.NOPOS
        ? source.file() + ":"
        : source.file() + ":" + message.getLineNumber() + ":" + message.getColumnNumber();
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\s+", " ");
  }

  /** The file, as the compiler reads it. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(ExtensionSource source) {
      super(source.file().toUri(), Kind.SOURCE);
      try {
        text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source.bytes())).toString();
      } catch (CharacterCodingException broken) {
        throw FileFaults.cannotRead(source.file(), broken);
      }
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}

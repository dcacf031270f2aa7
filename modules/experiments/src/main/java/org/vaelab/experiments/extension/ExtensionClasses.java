package org.vaelab.experiments.extension;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Objects;
import org.vaelab.input.InputException;
import org.vaelab.json.Extension;

/** Makes extensions of the classes of a user's file. */
record ExtensionClasses(Path file, ExtensionClassLoader loader) {
  /** Refuses a class that the program has itself, which would be found in its place. */
  void requireOwn(String name) {
    if (load(name).getClassLoader() != loader) {
      throw new InputException(
          file + " has a class " + name + ", and so has vaelab; give it another name or package.");
    }
  }

  /** A class, nothing of it run yet. */
  Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException missing) {
      throw new InputException(
          file + " names the class " + name + ", which is not in it.", missing);
    } catch (LinkageError broken) {
      throw new InputException(
          file + ": the class " + name + " cannot be loaded: " + ExtensionFault.words(broken),
          broken);
    }
  }

  Extension create(Class<?> type) {
    try {
      if (isPublic(type) && !Modifier.isAbstract(type.getModifiers())) {
        Constructor<?> constructor = type.getConstructor();
        return (Extension) constructor.newInstance();
      }
    } catch (NoSuchMethodException none) {
      // Told below.
    } catch (InvocationTargetException thrown) {
      throw ExtensionFault.of(file, Objects.requireNonNullElse(thrown.getCause(), thrown));
    } catch (LinkageError broken) {
      throw ExtensionFault.of(file, broken);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a public class is made by its public constructor", impossible);
    }
    throw new InputException(
        file
            + ": the class "
            + type.getName()
            + " implements Extension, but cannot be made: it must be public, not abstract, and have"
            + " a public constructor without parameters"
            + (type.getEnclosingClass() == null ? "." : "; in another class it must be static."));
  }

  /** Whether a class and all that it stands in are public. */
  static boolean isPublic(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!Modifier.isPublic(each.getModifiers())) {
        return false;
      }
    }
    return true;
  }
}

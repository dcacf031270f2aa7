package org.vaelab.json;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All paths that a record can have, to point to the place where a misplaced field belongs. */
final class FieldPaths {
  private final Vocabulary vocabulary;
  private final List<String> all = new ArrayList<>();

  private FieldPaths(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The first path within {@code root} that ends in a name. */
  static Optional<String> endingIn(
      String name, Class<? extends Record> root, Vocabulary vocabulary) {
    FieldPaths paths = new FieldPaths(vocabulary);
    paths.collect(root, "");
    return paths.all.stream().filter(path -> path.endsWith("." + name)).findFirst();
  }

  private void collect(Class<?> type, String prefix) {
    if (vocabulary.isChoice(type)) {
      vocabulary.types(type).values().forEach(each -> collect(each.type(), prefix));
    } else if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        all.add(prefix + component.getName());
        collect(component.getType(), prefix + component.getName() + ".");
      }
    }
  }
}

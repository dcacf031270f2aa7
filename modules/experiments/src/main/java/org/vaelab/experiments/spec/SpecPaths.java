package org.vaelab.experiments.spec;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All paths a spec can have, to point to the place where a misplaced field belongs. */
final class SpecPaths {
  private final Vocabulary vocabulary;
  private final List<String> all = new ArrayList<>();

  private SpecPaths(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  static Optional<String> endingIn(String name, Vocabulary vocabulary) {
    SpecPaths paths = new SpecPaths(vocabulary);
    paths.collect(ExperimentSpec.class, "");
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

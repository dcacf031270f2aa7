package org.vaelab.experiments.spec;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All paths a spec can have, to point to the place where a misplaced field belongs. */
final class SpecPaths {
  private static final List<String> ALL = new ArrayList<>();

  static {
    collect(ExperimentSpec.class, "");
  }

  private SpecPaths() {}

  static Optional<String> endingIn(String name) {
    return ALL.stream().filter(path -> path.endsWith("." + name)).findFirst();
  }

  private static void collect(Class<?> type, String prefix) {
    if (SpecTypes.ALL.containsKey(type)) {
      SpecTypes.of(type).values().forEach(each -> collect(each.type(), prefix));
    } else if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        ALL.add(prefix + component.getName());
        collect(component.getType(), prefix + component.getName() + ".");
      }
    }
  }
}

package org.vaelab.experiments.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpecTypesTest {
  @Test
  void everyRecordOfAChoiceHasAWord() {
    SpecTypes.ALL.forEach(
        (choice, types) -> {
          if (!choice.isSealed()) {
            return; // Anyone may add to it; a test beside the interface has a sample of each.
          }
          Set<Class<?>> listed = new HashSet<>();
          types.values().forEach(type -> listed.add(type.type()));
          assertThat(listed)
              .as(choice.getName())
              .containsExactlyInAnyOrder(choice.getPermittedSubclasses());
        });
  }

  @Test
  void everyChoiceThatASpecReachesIsListed() {
    Set<Class<?>> reached = new HashSet<>();
    collect(ExperimentSpec.class, reached);

    assertThat(reached).isEqualTo(SpecTypes.ALL.keySet());
  }

  private static void collect(Class<?> type, Set<Class<?>> choices) {
    if (type.isInterface() && (type.isSealed() || SpecTypes.ALL.containsKey(type))) {
      choices.add(type);
      SpecTypes.of(type).values().forEach(each -> collect(each.type(), choices));
    } else if (type.isRecord()) {
      for (var component : type.getRecordComponents()) {
        collect(component.getType(), choices);
        if (component.getGenericType() instanceof java.lang.reflect.ParameterizedType list) {
          collect((Class<?>) list.getActualTypeArguments()[0], choices);
        }
      }
    }
  }

  @Test
  void aTypeHasOneWordBesideItsPresets() {
    for (Map<String, SpecType> types : SpecTypes.ALL.values()) {
      assertThat(types.values().stream().filter(type -> type.preset() == null).map(SpecType::type))
          .doesNotHaveDuplicates();
    }
  }
}

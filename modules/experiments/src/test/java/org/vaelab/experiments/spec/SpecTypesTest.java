package org.vaelab.experiments.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vaelab.data.Dataset;

class SpecTypesTest {
  @Test
  void everyRecordOfAChoiceHasAWord() {
    SpecTypes.ALL.forEach(
        (choice, types) -> {
          Set<Class<?>> listed = new HashSet<>();
          types.values().forEach(type -> listed.add(type.type()));
          assertThat(listed).as(choice.getName()).isEqualTo(records(choice));
        });
  }

  /** Of a choice that is open to others, those of this project. */
  private static Set<Class<?>> records(Class<?> choice) {
    if (choice.isSealed()) {
      return Set.of(choice.getPermittedSubclasses());
    }
    Set<Class<?>> records = new HashSet<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(choice.getPackageName())
            .stream()
            .filter(each -> each.isRecord() && each.isAssignableTo(choice))
            .forEach(each -> records.add(each.reflect()));
    return records;
  }

  @Test
  void everyChoiceThatASpecReachesIsListed() {
    Set<Class<?>> reached = new HashSet<>();
    collect(ExperimentSpec.class, reached);

    assertThat(reached).isEqualTo(SpecTypes.ALL.keySet());
  }

  private static void collect(Class<?> type, Set<Class<?>> choices) {
    if (type.isInterface() && type.getName().startsWith("org.vaelab.")) {
      choices.add(type);
      records(type).forEach(each -> collect(each, choices));
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

  /** Folders and fingerprints go by the name, specs by the word. */
  @Test
  void aDataSetIsCalledByItsWord() {
    SpecTypes.of(Dataset.class)
        .forEach(
            (word, type) -> {
              RecordShape<?> shape = type.shape();
              Dataset dataset = (Dataset) shape.create(shape.defaults(Map.of()));
              assertThat(dataset.name()).isEqualTo(word);
            });
  }
}

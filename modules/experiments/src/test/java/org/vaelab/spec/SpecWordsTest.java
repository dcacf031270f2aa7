package org.vaelab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.ParameterizedType;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vaelab.data.Dataset;
import org.vaelab.experiments.autoencoder.AutoencoderSpec;
import org.vaelab.json.Vocabulary;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.vae.VaeSpec;

class SpecWordsTest {
  private static final Vocabulary BUILT_IN = SpecWords.builtIn();

  @Test
  void everyRecordOfAChoiceHasAWord() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.vaelab");
    for (Class<?> choice : BUILT_IN.choices()) {
      Set<String> listed = new HashSet<>();
      BUILT_IN.records(choice).values().forEach(type -> listed.add(type.getName()));
      assertThat(classes)
          .filteredOn(each -> each.isRecord() && each.isAssignableTo(choice))
          .extracting(JavaClass::getName)
          .as(choice.getName())
          .containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  @Test
  void everyChoiceThatASpecReachesIsListed() {
    Set<Class<?>> reached = new HashSet<>();
    collect(ExperimentSpec.class, reached);

    assertThat(reached).isEqualTo(BUILT_IN.choices());
  }

  private static void collect(Class<?> type, Set<Class<?>> choices) {
    if (type.isInterface() && type.getName().startsWith("org.vaelab.")) {
      choices.add(type);
      BUILT_IN.records(type).values().forEach(each -> collect(each, choices));
    } else if (type.isRecord()) {
      for (var component : type.getRecordComponents()) {
        collect(component.getType(), choices);
        if (component.getGenericType() instanceof ParameterizedType list) {
          collect((Class<?>) list.getActualTypeArguments()[0], choices);
        }
      }
    }
  }

  @Test
  void aWordIsAddedToACopy() {
    Vocabulary more = BUILT_IN.with(ModelSpec.class, "autoencoder", AutoencoderSpec.class);

    assertThat(more.words(ModelSpec.class)).containsExactly("vae", "classifier", "autoencoder");
    assertThat(BUILT_IN.words(ModelSpec.class)).containsExactly("vae", "classifier");
  }

  @Test
  void aWordThatCannotBeAddedIsRefused() {
    assertThatThrownBy(() -> BUILT_IN.with(ModelSpec.class, "vae", AutoencoderSpec.class))
        .hasMessage("there is a vae already");
    assertThatThrownBy(() -> BUILT_IN.with(ModelSpec.class, "other", VaeSpec.class))
        .hasMessage("org.vaelab.models.vae.VaeSpec has a word already");
    assertThatThrownBy(() -> BUILT_IN.with(ModelSpec.class, "other", ModelSpec.class))
        .hasMessage("org.vaelab.models.family.ModelSpec is no record");
    assertThatThrownBy(() -> BUILT_IN.with(Object.class, "other", AutoencoderSpec.class))
        .hasMessage("java.lang.Object is no choice of a spec");
  }

  /** Folders and fingerprints go by the name, specs by the word. */
  @Test
  void aDataSetIsCalledByItsWord() {
    BUILT_IN
        .standard(Dataset.class)
        .forEach((word, dataset) -> assertThat(dataset.name()).isEqualTo(word));
  }
}

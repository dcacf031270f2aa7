package org.vaelab.spec;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.vaelab.input.Settings;
import org.vaelab.json.Vocabulary;
import org.vaelab.json.Words;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.ModelSpec;

/**
 * Figures that do not go with the rest of a spec.
 *
 * @param subject what they are to be drawn of
 * @param lastEpoch how many epochs are trained
 * @param vocabulary the words that people know figures and models by
 * @param problem takes the path of a field and what is wrong with it
 */
record FigureConflicts(
    FigureSubject subject,
    int lastEpoch,
    Vocabulary vocabulary,
    BiConsumer<String, String> problem) {
  /** Four bytes each in memory: half a gigabyte. */
  private static final long MOST_MEGAPIXELS = 128;

  private static final String FILE_NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  void find(List<FigureSpec> figures) {
    for (int i = 0; i < figures.size(); i++) {
      FigureSpec figure = figures.get(i);
      String path = "figures[" + i + "]";
      checkName(path + ".type", figure.fileName());
      checkEpochs(path + ".epochs", figure.epochs());
      if (subject.model().abilities().containsAll(figure.needs())) {
        checkSize(figure, path);
        check(figure, path + ".");
      } else {
        problem.accept(path + ".type", unmet(figure));
      }
    }
  }

  /** Built-in figures have such names; one of the user's own must not leave the run's folder. */
  private void checkName(String path, String name) {
    if (!name.matches(FILE_NAME)) {
      problem.accept(
          path, "must have a file name of small letters, digits and hyphens, was \"" + name + "\"");
    }
  }

  private void checkEpochs(String path, List<Integer> epochs) {
    for (int k = 0; k < epochs.size(); k++) {
      int epoch = epochs.get(k);
      if (epoch < 0 || epoch > lastEpoch) {
        problem.accept(
            path + "[" + k + "]",
            "must be from 0 (before the training) to training.epochs, "
                + lastEpoch
                + ", was "
                + epoch);
      }
    }
  }

  private void checkSize(FigureSpec figure, String path) {
    int classes = subject.model().conditional() ? subject.dataset().classNames().size() : 1;
    long megapixels = figure.tilePixels(subject.dataset().shape(), classes) / 1_000_000;
    if (megapixels > MOST_MEGAPIXELS) {
      problem.accept(
          path,
          String.format(
              Locale.ROOT,
              "would be a picture of %,d million pixels; at most %d million can be drawn: ask for"
                  + " fewer images",
              megapixels,
              MOST_MEGAPIXELS));
    }
  }

  private void check(FigureSpec figure, String prefix) {
    Settings conflicts = new Settings();
    figure.check(subject, conflicts);
    conflicts.violations().forEach(each -> problem.accept(prefix + each.field(), each.message()));
  }

  /** "must be curves where the model is a classifier: samples needs a model that ...". */
  private String unmet(FigureSpec figure) {
    ModelSpec model = subject.model();
    Set<Ability> missing = EnumSet.copyOf(figure.needs());
    missing.removeAll(model.abilities());
    return "must be "
        + Words.either(drawable(model))
        + " where the model is "
        + Words.a(vocabulary.word(ModelSpec.class, model))
        + ": "
        + vocabulary.word(FigureSpec.class, figure)
        + " needs a model that "
        + Words.all(missing.stream().map(Ability::toString).toList());
  }

  private List<String> drawable(ModelSpec model) {
    return vocabulary.standard(FigureSpec.class).entrySet().stream()
        .filter(each -> model.abilities().containsAll(each.getValue().needs()))
        .map(Map.Entry::getKey)
        .toList();
  }
}

package org.vaelab.spec;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.Dataset;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.input.InvalidSettingsException.Violation;
import org.vaelab.input.Settings;
import org.vaelab.json.JsonValue;
import org.vaelab.json.Problems;
import org.vaelab.json.Vocabulary;
import org.vaelab.json.Words;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.training.EarlyStoppingSpec;
import org.vaelab.training.schedule.ScheduleSpec;

/** What is right alone, but not together. */
final class Conflicts {
  private static final String SCHEDULE = "training.schedule.";
  private static final String STOPPING = "training.earlyStopping.metric";

  private final ExperimentSpec spec;
  private final JsonValue root;
  private final Problems problems;
  private final Vocabulary vocabulary;

  Conflicts(ExperimentSpec spec, JsonValue root, Problems problems, Vocabulary vocabulary) {
    this.spec = spec;
    this.root = root;
    this.problems = problems;
    this.vocabulary = vocabulary;
  }

  /** Adds a problem for each conflict. */
  void find() {
    checkSchedule();
    Dataset dataset = known(spec.data().dataset());
    if (dataset == null) {
      return;
    }
    FigureSubject subject = new FigureSubject(spec.model(), spec.loss(), dataset);
    new FigureConflicts(subject, spec.training().epochs(), vocabulary, this::problem)
        .find(spec.figures());
    if (spec.model().needsLabels() && !dataset.isLabelled()) {
      problem(
          spec.model().conditional() ? "model.conditional" : "model.type",
          "needs labels, but the images of "
              + dataset.name()
              + " have none; use a model without labels, or data with them");
      return;
    }
    spec.evaluation()
        .refused(spec.model(), dataset.isLabelled())
        .forEach(message -> problem("evaluation.metrics", message));
    if (spec.evaluation().split() == EvaluationSplit.VALIDATION && spec.data().validation() == 0) {
      problem("evaluation.split", "\"validation\" needs images held out: set data.validation");
    }
    checkModel(dataset.shape(), dataset.classNames().size());
  }

  /** With shape and classes, which some data sets look up in their files; null without. */
  private @Nullable Dataset known(Dataset dataset) {
    try {
      return new KnownDataset(dataset);
    } catch (InputException fault) {
      problem("data.dataset", "cannot be used: " + fault.getMessage());
      return null;
    }
  }

  private void checkSchedule() {
    ScheduleSpec schedule = spec.training().schedule();
    schedule.watched().ifPresent(metric -> checkHeldOut(SCHEDULE + "metric", metric));
    Settings conflicts = new Settings();
    schedule.check(spec.training().optimizer().learningRate(), spec.training().epochs(), conflicts);
    conflicts.violations().forEach(each -> problem(SCHEDULE + each.field(), each.message()));
    EarlyStoppingSpec stopping = spec.training().earlyStopping();
    if (stopping != null) {
      checkStopping(stopping.metric());
    }
  }

  private void checkHeldOut(String path, String metric) {
    if (metric.startsWith("validation_") && spec.data().validation() == 0) {
      problem(path, "\"" + metric + "\" needs images held out: set data.validation");
    }
  }

  private void checkStopping(String metric) {
    checkHeldOut(STOPPING, metric);
    List<String> columns = columns(spec.model());
    if (!columns.contains(metric)) {
      problem(
          STOPPING, isMeasuredElsewhere(metric) ? unmeasured(metric) : unknown(metric, columns));
    }
  }

  private boolean isMeasuredElsewhere(String metric) {
    return vocabulary.standard(ModelSpec.class).values().stream()
        .anyMatch(model -> columns(model).contains(metric));
  }

  private String unmeasured(String metric) {
    String model = vocabulary.word(ModelSpec.class, spec.model());
    return "\"" + metric + "\" is not measured for " + Words.a(model);
  }

  private static String unknown(String metric, List<String> columns) {
    return "must be one of "
        + String.join(", ", columns)
        + ", was \""
        + metric
        + "\""
        + Words.didYouMean(metric, columns);
  }

  /** The columns of metrics.csv that say how good a model is. */
  static List<String> columns(ModelSpec model) {
    return Stream.concat(model.measures().stream(), model.derivedMeasures().stream())
        .flatMap(measure -> Stream.of("validation_", "test_", "train_").map(each -> each + measure))
        .toList();
  }

  /** As far as the spec alone says; a run checks it again with the images it found. */
  private void checkModel(ImageShape image, int classes) {
    ModelSpec model = spec.model();
    Integer limit = spec.data().limit();
    Integer images = limit == null ? null : Integer.valueOf(limit - spec.data().validation());
    Settings conflicts = new Settings();
    model.check(spec.task(image, classes, images), conflicts);
    List<Violation> refused = new ArrayList<>(conflicts.violations());
    Learner learner =
        InvalidSettingsException.collect(
            refused, "model.", () -> model.create(image, classes, spec.loss()));
    refused.forEach(each -> problem(each.field(), each.message()));
    if (learner != null) {
      learner.unsettled().ifPresent(this::checkWatched);
      checkAbilities(learner.block());
      checkBatches(learner.block());
    }
  }

  /** What watches the training loss would take a growing weight within it for a worse model. */
  private void checkWatched(String reason) {
    Optional<String> schedule = spec.training().schedule().watched();
    schedule.ifPresent(metric -> checkWatched(SCHEDULE + "metric", metric, reason));
    EarlyStoppingSpec stopping = spec.training().earlyStopping();
    if (stopping != null) {
      checkWatched(STOPPING, stopping.metric(), reason);
    }
  }

  private void checkWatched(String path, String metric, String reason) {
    String instead = "; watch \"test_loss\", or \"validation_loss\" of images held out";
    if (metric.equals("train_loss")) {
      problem(path, "\"train_loss\" " + reason + instead);
    }
  }

  /** Figures are chosen by what a family promises, and drawn by what its network does. */
  private void checkAbilities(Block network) {
    for (Ability promised : spec.model().abilities()) {
      if (!Ability.of(network.getClass()).contains(promised)) {
        problem(
            "model.type",
            "stands for "
                + spec.model().getClass().getName()
                + ", which promises a network that "
                + promised
                + ", but "
                + network.getClass().getName()
                + " does not implement what that takes");
      }
    }
  }

  /** As far as the spec alone says; a run checks it again with the images it found. */
  private void checkBatches(Block model) {
    Integer limit = spec.data().limit();
    boolean single = limit != null && limit - spec.data().validation() == 1;
    if (NormalisedBatches.in(model) && (spec.training().batchSize() == 1 || single)) {
      problem(
          single ? "data.limit" : "training.batchSize",
          "leaves batches of one image, which have no variance for batchNorm; use more images");
    }
  }

  private void problem(String path, String message) {
    problems.add(place(path), path, message);
  }

  /** Where the field stands, or the nearest object around it that the file has. */
  private JsonValue.Position place(String path) {
    JsonValue place = root;
    for (String step : List.of(path.replace("[", ".").replace("]", "").split("\\."))) {
      JsonValue next = null;
      if (place instanceof JsonValue.Fields fields) {
        next = fields.values().get(step);
      } else if (place instanceof JsonValue.Elements elements && step.matches("\\d+")) {
        next = elements.values().get(Integer.parseInt(step));
      }
      if (next == null) {
        break;
      }
      place = next;
    }
    return place.position();
  }
}

package org.vaelab.experiments.spec;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.data.Dataset;
import org.vaelab.data.Transform;
import org.vaelab.engine.InputException;
import org.vaelab.engine.InvalidSettingsException;
import org.vaelab.engine.InvalidSettingsException.Violation;
import org.vaelab.losses.distribution.FittedLikelihood;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.KlForm;
import org.vaelab.losses.schedule.ScheduleUnit;
import org.vaelab.models.ClassifierSpec;
import org.vaelab.models.CnnEncoderSpec;
import org.vaelab.models.PriorSpec;
import org.vaelab.models.Vae;
import org.vaelab.models.VaeSpec;
import org.vaelab.training.CosineScheduleSpec;
import org.vaelab.training.EarlyStoppingSpec;
import org.vaelab.training.PlateauMetric;
import org.vaelab.training.PlateauScheduleSpec;
import org.vaelab.training.ScheduleSpec;

/** What is right alone, but not together. */
final class Conflicts {
  private final ExperimentSpec spec;
  private final JsonNode root;
  private final Problems problems;

  Conflicts(ExperimentSpec spec, JsonNode root, Problems problems) {
    this.spec = spec;
    this.root = root;
    this.problems = problems;
  }

  /** Adds a problem for each conflict. */
  void find() {
    checkSchedule();
    Dataset dataset = spec.data().dataset();
    if (!isUsable(dataset)) {
      return;
    }
    new FigureConflicts(spec, this::problem).find();
    List<Violation> refused = new ArrayList<>();
    Block model = InvalidSettingsException.collect(refused, "model.", () -> createModel(dataset));
    refused.forEach(each -> problem(each.field(), each.message()));
    if (model != null) {
      checkBatches(model);
    }
    if (model instanceof Vae vae) {
      checkImages(vae);
    }
  }

  /** Whether the shape and the classes are known, which some data sets look up in their files. */
  private boolean isUsable(Dataset dataset) {
    try {
      dataset.shape();
      dataset.classNames();
      return true;
    } catch (InputException fault) {
      problem("data.dataset", "cannot be used: " + fault.getMessage());
      return false;
    }
  }

  private void checkSchedule() {
    ScheduleSpec schedule = spec.training().schedule();
    if (schedule instanceof PlateauScheduleSpec plateau
        && plateau.metric() == PlateauMetric.VALIDATION_LOSS
        && spec.data().validation() == 0) {
      problem(
          "training.schedule.metric",
          "\"validation_loss\" needs images held out: set data.validation");
    }
    EarlyStoppingSpec stopping = spec.training().earlyStopping();
    if (stopping != null) {
      checkStopping(stopping.metric());
    }
    if (schedule instanceof CosineScheduleSpec cosine) {
      double rate = spec.training().optimizer().learningRate();
      if (cosine.minimum() > rate) {
        problem(
            "training.schedule.minimum",
            "must be <= the learning rate, " + rate + ", was " + cosine.minimum());
      }
      if (cosine.unit() == ScheduleUnit.EPOCH && cosine.warmUp() >= spec.training().epochs()) {
        problem(
            "training.schedule.warmUp",
            "must be < training.epochs, " + spec.training().epochs() + ", was " + cosine.warmUp());
      }
    }
  }

  private void checkStopping(String metric) {
    String path = "training.earlyStopping.metric";
    if (metric.startsWith("validation_") && spec.data().validation() == 0) {
      problem(path, "\"" + metric + "\" needs images held out: set data.validation");
    }
    boolean classifier = spec.model() instanceof ClassifierSpec;
    if (!metric.endsWith("_loss") && classifier != metric.endsWith("_accuracy")) {
      problem(
          path, "\"" + metric + "\" is not measured for a " + (classifier ? "classifier" : "vae"));
    }
  }

  private Block createModel(Dataset dataset) {
    int classes = dataset.classNames().size();
    if (spec.model() instanceof VaeSpec vae) {
      checkLoss(vae);
      checkLabels(vae);
      new SheetConflicts(vae, spec.loss().likelihood(), dataset, this::problem)
          .find(spec.figures());
      return vae.create(dataset.shape(), classes, spec.loss().likelihood());
    }
    checkClassifier();
    return ((ClassifierSpec) spec.model()).create(dataset.shape(), classes);
  }

  /** A field that nothing would read is a field forgotten elsewhere. */
  private void checkLabels(VaeSpec vae) {
    if (!vae.conditional()
        && vae.encoder() instanceof CnnEncoderSpec encoder
        && encoder.labels() != new CnnEncoderSpec().labels()) {
      problem(
          "model.encoder.labels",
          "\"" + encoder.labels() + "\" needs labels: set model.conditional to true");
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

  private void checkLoss(VaeSpec vae) {
    if (spec.loss().likelihood().unitInterval()
        && spec.data().transform() == Transform.STANDARDIZE) {
      problem(
          "loss.likelihood",
          "needs pixels in [0, 1], but data.transform \"standardize\" gives others; use the"
              + " transform \"unit\", or a gaussian likelihood with mean \"identity\"");
    }
    if (spec.loss().objective() instanceof Elbo elbo
        && elbo.kl() == KlForm.CLIPPED_LOG_VARIANCE
        && !(vae.prior() instanceof PriorSpec.StandardNormal)) {
      problem("loss.objective.kl", "\"clipped-log-variance\" needs the prior \"standard-normal\"");
    }
  }

  /** As far as the spec alone says; a run checks it again with the images it found. */
  private void checkImages(Vae model) {
    Integer limit = spec.data().limit();
    if (limit != null && model.likelihood() instanceof FittedLikelihood fitted) {
      int images = limit - spec.data().validation();
      if (images < fitted.imagesNeeded()) {
        problem("loss.likelihood", FittedImages.message(fitted, images));
      }
    }
  }

  private void checkClassifier() {
    if (!spec.loss().equals(new LossSpec())) {
      problem("loss", "is for a vae; a classifier minimises its cross-entropy");
    }
  }

  private void problem(String path, String message) {
    problems.add(place(path), path, message);
  }

  /** Where the field stands, or the nearest object around it that the file has. */
  private JsonNode.Position place(String path) {
    JsonNode place = root;
    for (String step : List.of(path.replace("[", ".").replace("]", "").split("\\."))) {
      JsonNode next = null;
      if (place instanceof JsonNode.Fields fields) {
        next = fields.values().get(step);
      } else if (place instanceof JsonNode.Elements elements && step.matches("\\d+")) {
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

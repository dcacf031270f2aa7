package org.vaelab.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DataSpec;
import org.vaelab.data.Transform;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.family.Task;
import org.vaelab.training.TrainingSpec;

/**
 * An experiment: everything that decides its result.
 *
 * @param name what the experiment is called, and its folder under {@code runs}
 * @param description one sentence
 * @param seed every random stream comes from it
 * @param device auto, cpu, cuda or cuda:N
 * @param data what is learnt from
 * @param model what learns
 * @param loss what is minimised
 * @param training how it is trained
 * @param evaluation what is measured afterwards
 * @param figures what is drawn afterwards
 */
public record ExperimentSpec(
    String name,
    String description,
    long seed,
    String device,
    DataSpec data,
    ModelSpec model,
    LossSpec loss,
    TrainingSpec training,
    EvaluationSpec evaluation,
    List<FigureSpec> figures) {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

  /** Checks the name and the device. */
  public ExperimentSpec {
    figures = List.copyOf(figures);
    new Settings()
        .require(
            name.matches(NAME),
            "name",
            "must be letters, digits, '.', '_' and '-', because a folder is named after it, was \""
                + name
                + "\"")
        .require(
            DeviceChoice.isValid(device),
            "device",
            "must be " + DeviceChoice.ALLOWED + ", was \"" + device + "\"")
        .check();
  }

  /**
   * What is required; the rest has defaults.
   *
   * @param name of the experiment
   * @param data what is learnt from
   * @param model what learns
   */
  public ExperimentSpec(String name, DataSpec data, ModelSpec model) {
    this(
        name,
        "",
        0,
        "auto",
        data,
        model,
        new LossSpec(),
        new TrainingSpec(),
        new EvaluationSpec(),
        StandardFigures.of(model));
  }

  /**
   * What the model is to learn.
   *
   * @param image the shape of an image
   * @param classes how many classes the labels have
   * @param images how many it learns from; null where only the data say
   * @return what it is checked against
   */
  public Task task(ImageShape image, int classes, @Nullable Integer images) {
    return new Task(image, classes, data.transform() != Transform.STANDARDIZE, images, loss);
  }

  /**
   * What its metrics.csv will say of how good the model is.
   *
   * @return the names of columns, such as test_loss
   */
  public List<String> columns() {
    return Conflicts.columns(model).stream()
        .filter(column -> data.validation() > 0 || !column.startsWith("validation_"))
        .toList();
  }

  /**
   * What is allowed, but seldom works.
   *
   * @return a line each, with the path of a field; empty for nothing
   */
  public List<String> advice() {
    return loss.likelihood().advice().map(text -> "loss.likelihood." + text).stream().toList();
  }

  /**
   * The same experiment with another evaluation.
   *
   * @param other what is measured afterwards
   * @return a changed copy
   */
  public ExperimentSpec withEvaluation(EvaluationSpec other) {
    return new ExperimentSpec(
        name, description, seed, device, data, model, loss, training, other, figures);
  }

  /**
   * The same experiment on another device.
   *
   * @param other auto, cpu, cuda or cuda:N
   * @return a changed copy
   */
  public ExperimentSpec withDevice(String other) {
    return new ExperimentSpec(
        name, description, seed, other, data, model, loss, training, evaluation, figures);
  }
}

package org.vaelab.models.classifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Optional;
import org.vaelab.losses.distribution.Categorical;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.family.Learner;
import org.vaelab.models.program.StepProgram;

/**
 * A classifier and its cross-entropy, {@code -log p(y|x)}.
 *
 * @param block the network
 * @param program a step of it as one program; empty where there is none
 */
public record ClassifierLearner(Classifier block, Optional<StepProgram> program)
    implements Learner {
  /** Accuracy is the share of images whose most likely class is theirs. */
  static final List<String> MEASURES = List.of("loss", "accuracy");

  /**
   * A learner whose steps PyTorch records.
   *
   * @param block the network
   */
  public ClassifierLearner(Classifier block) {
    this(block, Optional.empty());
  }

  @Override
  public void initialize(NDManager manager) {
    block.initialize(manager);
  }

  @Override
  public List<String> measures() {
    return MEASURES;
  }

  @Override
  public NDList train(
      ParameterStore parameterStore, NDArray images, NDArray labels, Progress progress) {
    return terms(block.classify(parameterStore, images, true), labels);
  }

  @Override
  public NDList evaluate(ParameterStore parameterStore, NDArray images, NDArray labels) {
    return terms(block.classify(parameterStore, images), labels);
  }

  private static NDList terms(Categorical classes, NDArray labels) {
    return new NDList(
        classes.logProbability(labels).neg(),
        classes.logits().argMax(1).eq(labels.argMax(1)).toType(DataType.FLOAT32, false));
  }
}

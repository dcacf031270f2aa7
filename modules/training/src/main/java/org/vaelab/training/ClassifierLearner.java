package org.vaelab.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.vaelab.data.LabelledImages;
import org.vaelab.losses.distribution.Categorical;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.Classifier;

/**
 * A classifier and its cross-entropy, {@code -log p(y|x)}.
 *
 * @param block the network
 */
public record ClassifierLearner(Classifier block) implements Learner {
  /** Accuracy is the share of images whose most likely class is theirs. */
  @Override
  public List<String> terms() {
    return List.of("loss", "accuracy");
  }

  @Override
  public NDList train(ParameterStore parameterStore, LabelledImages batch, Progress progress) {
    return terms(parameterStore, batch, true);
  }

  @Override
  public NDList evaluate(ParameterStore parameterStore, LabelledImages batch) {
    return terms(parameterStore, batch, false);
  }

  private NDList terms(ParameterStore parameterStore, LabelledImages batch, boolean training) {
    Categorical classes = block.classify(parameterStore, batch.images(), training);
    return new NDList(
        classes.logProbability(batch.labels()).neg(),
        classes.logits().argMax(1).eq(batch.labels().argMax(1)).toType(DataType.FLOAT32, false));
  }
}

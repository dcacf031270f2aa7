package org.vaelab.experiments.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import java.util.Objects;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.PixelScale;
import org.vaelab.data.Transform;
import org.vaelab.inference.TrainedModel;
import org.vaelab.spec.EvaluationSplit;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.training.Session;

/**
 * What is measured: a model and the images that it is measured on. All that is drawn comes from the
 * run's seed and the place of an image in its set, so that no number depends on how images are
 * divided into batches.
 *
 * @param model that is trained
 * @param session with its data
 * @param spec of its run
 */
public record Subject(TrainedModel model, Session session, ExperimentSpec spec) {
  private static final int PIXEL_BATCH = 1000;

  /** What is done with some images. */
  @FunctionalInterface
  interface Step {
    /** {@code images} as the model sees them; {@code from} is the row of the first. */
    void accept(NDManager scratch, LabelledImages images, int from);
  }

  ImageSet images() {
    return images(spec.evaluation().split());
  }

  ImageSet images(EvaluationSplit split) {
    return switch (split) {
      case TEST -> session.data().test();
      case TRAIN -> session.data().train();
      case VALIDATION ->
          Objects.requireNonNull(session.data().validation(), "no images were held out");
    };
  }

  /**
   * How many images are measured.
   *
   * @return N
   */
  public int count() {
    Integer limit = spec.evaluation().limit();
    return limit == null ? images().size() : Math.min(limit, images().size());
  }

  /** How the model sees images, which decides what its likelihoods can be compared with. */
  Transform transform() {
    return session.transform();
  }

  /** {@code name[protocol, transform]}. */
  String name(String name, String protocol) {
    String shown = transform().toString();
    return name + "[" + (protocol.isEmpty() ? shown : protocol + ", " + shown) + "]";
  }

  /** Goes over the first {@code count} images of a set, {@code batch} at a time. */
  void over(EvaluationSplit split, int count, int from, int batch, Step step) {
    ImageSet images = images(split);
    for (int first = from; first < count; first += batch) {
      int to = Math.min(first + batch, count);
      try (NDManager scratch = session.manager().newSubManager()) {
        LabelledImages some = images.range(scratch, first, to);
        step.accept(scratch, new LabelledImages(seen(some, split, first), some.labels()), first);
      }
    }
  }

  /** The first images of a set as pixels in [0, 1], which no number of a metric was drawn from. */
  float[][] pixels(EvaluationSplit split, int count) {
    ImageSet images = images(split);
    PixelScale scale = session.data().scale();
    int size = session.data().shape().size();
    float[][] pixels = new float[count][size];
    for (int from = 0; from < count; from += PIXEL_BATCH) {
      int to = Math.min(from + PIXEL_BATCH, count);
      try (NDManager scratch = session.manager().newSubManager()) {
        float[] some = images.range(scratch, from, to).images().toFloatArray();
        for (int i = 0; i < some.length; i++) {
          pixels[from + i / size][i % size] = scale.toUnit(some[i]);
        }
      }
    }
    return pixels;
  }

  /** The classes of the first images of a set. */
  int[] classes(EvaluationSplit split, int count) {
    return Arrays.copyOf(images(split).classes(), count);
  }

  private NDArray seen(LabelledImages some, EvaluationSplit split, int from) {
    if (transform() != Transform.STOCHASTIC_BINARIZE) {
      return transform().eachTime(some.images());
    }
    NDList rows = new NDList();
    for (int i = 0; i < some.size(); i++) {
      session.seed("evaluation-pixels-" + split, from + i);
      rows.add(transform().eachTime(some.images().get(new NDIndex(i + ":" + (i + 1)))));
    }
    return NDArrays.concat(rows);
  }
}

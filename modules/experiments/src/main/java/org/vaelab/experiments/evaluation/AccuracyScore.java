package org.vaelab.experiments.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.vaelab.data.ImageData;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.PixelScale;
import org.vaelab.data.ResidentImages;
import org.vaelab.data.Transform;
import org.vaelab.input.ImageShape;
import org.vaelab.spec.EvaluationSplit;
import org.vaelab.training.Session;

/**
 * What a classifier that saw nothing but samples makes of real images: as many samples as there are
 * training images, of the same classes, train it for two epochs. Beside what a classifier of real
 * images reaches, it says how much of what tells classes apart the samples have.
 *
 * <p>Source: Ravuri and Vinyals, Classification Accuracy Score for Conditional Generative Models,
 * 2019; samples are the decoder's mean images.
 *
 * @param subject what is measured
 */
record AccuracyScore(Subject subject) {
  private static final int MOST_IMAGES = 10_000;

  Measurement measure() {
    Session real = subject.session();
    int count = subject.images(EvaluationSplit.TRAIN).size();
    int[] wanted = subject.classes(EvaluationSplit.TRAIN, count);
    try (NDManager manager = real.manager().newSubManager()) {
      ImageData data = real.data();
      ImageData samples =
          new ImageData(
              data.shape(),
              data.scale(),
              data.classNames(),
              samples(manager, wanted),
              null,
              data.test(),
              "samples",
              List.of());
      Session session =
          new Session(real.engine(), manager, real.seeds(), samples, real.transform());
      Judge judge = Judge.train(session, "evaluation-score");
      EvaluationSplit split = subject.spec().evaluation().split();
      int asked = Math.min(subject.count(), MOST_IMAGES);
      int right = judge.right(subject.pixels(split, asked), subject.classes(split, asked));
      return Measurement.of(
          subject.name("classification_accuracy_score", count + " samples, " + judge.words()),
          Estimate.share(right, asked),
          "share",
          Measurement.HIGHER);
    }
  }

  /** In bytes, as real images are kept. */
  private ResidentImages samples(NDManager manager, int[] wanted) {
    long seed = subject.session().seeds().derive("evaluation-score-samples");
    float[][] images = subject.model().sample(wanted, seed);
    ImageShape shape = subject.session().data().shape();
    ByteBuffer bytes = ByteBuffer.allocate(images.length * shape.size());
    for (float[] image : images) {
      for (float pixel : image) {
        bytes.put((byte) Math.round(255 * Math.max(0, Math.min(1, pixel))));
      }
    }
    int classes = subject.session().data().classNames().size();
    float[] oneHot = new float[wanted.length * classes];
    for (int i = 0; i < wanted.length; i++) {
      oneHot[i * classes + wanted[i]] = 1;
    }
    NDArray pixels = manager.create(bytes.rewind(), shape.batch(images.length), DataType.UINT8);
    NDArray labels = manager.create(oneHot, new Shape(wanted.length, classes));
    Transform transform = subject.transform();
    PixelScale scale = subject.session().data().scale();
    return new ResidentImages(
        new LabelledImages(pixels, labels), wanted, each -> scale.apply(transform.once(each)));
  }
}

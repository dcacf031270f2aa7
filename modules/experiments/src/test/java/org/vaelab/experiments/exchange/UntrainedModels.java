package org.vaelab.experiments.exchange;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Random;
import org.vaelab.data.PixelScale;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.engine.InPlace;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.ModelFile;
import org.vaelab.inference.TrainedModel;
import org.vaelab.models.family.Learner;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.spec.ExperimentSpec;

/**
 * Models with weights as no initializer draws them: biases and statistics are no zeros and ones.
 */
final class UntrainedModels {
  private UntrainedModels() {}

  static TrainedModel of(ExperimentSpec spec, Path file) {
    PixelScale scale =
        spec.data().transform() == Transform.STANDARDIZE
            ? new PixelScale(0.3, 0.4)
            : PixelScale.UNIT;
    ModelDescription description =
        new ModelDescription(
            "test",
            "test",
            spec.model(),
            spec.loss().likelihood(),
            spec.data().dataset().shape(),
            spec.data().dataset().classNames(),
            spec.data().transform(),
            scale);
    ComputeEngine engine = ComputeEngine.start();
    try (NDManager manager = engine.newManager(Device.cpu())) {
      engine.seed(3);
      Learner learner =
          spec.model().create(description.image(), description.classNames().size(), spec.loss());
      learner.initialize(manager);
      NamedParameters.of(learner.block())
          .forEach((name, parameter) -> disturb(manager, name, parameter.getArray()));
      ModelFile.write(learner.block(), description, DrawnStripes.VOCABULARY, file);
    }
    return TrainedModel.open(file, DeviceChoice.parse("cpu"), DrawnStripes.VOCABULARY);
  }

  private static void disturb(NDManager manager, String name, NDArray array) {
    Shape shape = array.getShape();
    if (name.endsWith("runningVar")) {
      InPlace.copy(manager.randomUniform(0.5f, 2, shape), array);
    } else if (!name.equals("likelihood.whitening")) {
      InPlace.copy(array.add(manager.randomNormal(0, 0.03f, shape, DataType.FLOAT32)), array);
    }
  }

  static float[][] images(TrainedModel model, int count) {
    return rows(count, model.description().image().size(), false);
  }

  static float[][] codes(TrainedModel model, int count) {
    return rows(count, model.description().model().latent(), true);
  }

  /** As many classes as rows, all of them in turn. */
  static int[] classes(TrainedModel model, int count) {
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      classes[i] = (i + 1) % model.description().classNames().size();
    }
    return classes;
  }

  private static float[][] rows(int count, int size, boolean normal) {
    Random random = new Random(5);
    float[][] rows = new float[count][size];
    for (float[] row : rows) {
      for (int i = 0; i < size; i++) {
        row[i] = normal ? (float) random.nextGaussian() : random.nextFloat();
      }
    }
    return rows;
  }
}

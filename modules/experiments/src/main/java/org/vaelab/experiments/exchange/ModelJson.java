package org.vaelab.experiments.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.PixelScale;
import org.vaelab.data.Transform;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.ModelWords;
import org.vaelab.input.ImageShape;
import org.vaelab.json.RecordJson;
import org.vaelab.json.Vocabulary;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.outline.Outline;

/**
 * model.json: all that rebuilds an exported network, every size worked out.
 *
 * @param format of this file
 * @param vaelab the version that trained the model
 * @param image the shape of an image
 * @param classNames what the classes are called, in their order
 * @param transform what happened to pixels in [0, 1] before the network saw them
 * @param pixelScale how standardised pixels were made
 * @param likelihood how the decoder's output is read; null of a classifier
 * @param network its steps
 */
record ModelJson(
    int format,
    String vaelab,
    ImageShape image,
    List<String> classNames,
    Transform transform,
    PixelScale pixelScale,
    @Nullable LikelihoodSpec likelihood,
    Outline network) {
  /** Counted up when a reader of before could not read it; load_vaelab.py knows the same. */
  private static final int FORMAT = 1;

  private static final Vocabulary WORDS =
      ModelWords.ALL
          .withChoice(Outline.class)
          .with(Outline.class, "vae", Outline.Autoencoder.class)
          .with(Outline.class, "classifier", Outline.Classifier.class)
          .withChoice(Operation.class)
          .with(Operation.class, "dense", Operation.Dense.class)
          .with(Operation.class, "convolution", Operation.Convolution.class)
          .with(Operation.class, "transposed-convolution", Operation.TransposedConvolution.class)
          .with(Operation.class, "maximum-pool", Operation.MaximumPool.class)
          .with(Operation.class, "batch-normalisation", Operation.BatchNormalisation.class)
          .with(Operation.class, "elementwise", Operation.Elementwise.class)
          .with(Operation.class, "flatten", Operation.Flatten.class)
          .with(Operation.class, "reshape", Operation.Reshape.class)
          .with(Operation.class, "residual", Operation.Residual.class)
          .with(Operation.class, "label-features", Operation.LabelFeatures.class)
          .with(Operation.class, "label-channels", Operation.LabelChannels.class)
          .with(Operation.class, "label-columns", Operation.LabelColumns.class);

  static ModelJson of(ExportedModel model) {
    ModelDescription description = model.description();
    return new ModelJson(
        FORMAT,
        description.vaelab(),
        description.image(),
        description.classNames(),
        description.transform(),
        description.scale(),
        model.outline() instanceof Outline.Autoencoder ? description.likelihood() : null,
        model.outline());
  }

  String text() {
    return RecordJson.indented(this, WORDS);
  }
}

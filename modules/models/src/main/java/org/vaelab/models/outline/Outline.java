package org.vaelab.models.outline;

import java.util.List;
import org.vaelab.losses.distribution.Scale;

/** What a whole network computes. Sealed, because whoever exports a network knows each of them. */
public sealed interface Outline {
  /**
   * A variational autoencoder.
   *
   * @param latent Z
   * @param classes K of the one-hot labels that it takes; 0 for none
   * @param encoder from an image as the model sees it to features
   * @param mean from features to the posterior's mean
   * @param rawScale from features to what the posterior's deviation is read from
   * @param scale how it is read
   * @param decoder from a code to the planes that the likelihood reads
   * @param prior what codes are drawn from
   */
  record Autoencoder(
      int latent,
      int classes,
      List<Operation> encoder,
      Operation.Dense mean,
      Operation.Dense rawScale,
      Scale scale,
      List<Operation> decoder,
      PriorOutline prior)
      implements Outline {
    /** Copies the steps. */
    public Autoencoder {
      encoder = List.copyOf(encoder);
      decoder = List.copyOf(decoder);
    }
  }

  /**
   * A classifier.
   *
   * @param classes K
   * @param logits from an image as the model sees it to a logit for each class
   */
  record Classifier(int classes, List<Operation> logits) implements Outline {
    /** Copies the steps. */
    public Classifier {
      logits = List.copyOf(logits);
    }
  }
}

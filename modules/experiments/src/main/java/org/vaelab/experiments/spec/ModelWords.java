package org.vaelab.experiments.spec;

import org.vaelab.models.ModelSpec;
import org.vaelab.models.VaeSpec;

/** What a model is called where people read it. */
public final class ModelWords {
  private ModelWords() {}

  /**
   * The kind of a model.
   *
   * @param model any
   * @return VAE, CVAE or classifier
   */
  public static String kind(ModelSpec model) {
    if (model instanceof VaeSpec vae) {
      return vae.conditional() ? "CVAE" : "VAE";
    }
    return "classifier";
  }
}

package org.vaelab.models.network;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.parameter.Initialization;

/** What encoders and classifiers have in common: layers from an image to features. */
public interface FeatureSpec {
  /**
   * The short form of the layers that read images.
   *
   * @return from input to output; empty where there are none, or {@link #layers} is given
   */
  List<ConvolutionSpec> convolutions();

  /**
   * The short form of the fully connected layers after the convolutions.
   *
   * @return from input to output; empty where there are none, or {@link #layers} is given
   */
  List<DenseSpec> hidden();

  /**
   * Layers of any kind, in place of both short forms.
   *
   * @return from input to output; null where the short forms are used
   */
  @Nullable List<LayerSpec> layers();

  /**
   * What follows each layer that says nothing else.
   *
   * @return the network's activation
   */
  Activation activation();

  /**
   * How the weights begin.
   *
   * @return for all layers
   */
  Initialization initializer();
}

package org.vaelab.experiments.exchange;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.FullCovarianceSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.OptimalSigma;
import org.vaelab.losses.distribution.PixelSigma;
import org.vaelab.losses.distribution.SharedSigma;
import org.vaelab.losses.distribution.SoftplusScale;
import org.vaelab.models.outline.Outline;
import org.vaelab.models.parameter.NamedParameters;

/**
 * A trained model that other programs can rebuild.
 *
 * @param description what its weights belong to
 * @param outline what it computes
 * @param arrays its weights by name
 */
record ExportedModel(ModelDescription description, Outline outline, Map<String, NDArray> arrays) {
  /** What OnnxExport, OnnxFunctions and load_vaelab.py compute; anything else is refused. */
  private static final Set<Class<?>> KNOWN =
      Set.of(
          BernoulliLikelihoodSpec.class,
          GaussianLikelihoodSpec.class,
          FixedSigma.class,
          PixelSigma.class,
          SharedSigma.class,
          OptimalSigma.class,
          FullCovarianceSigma.class,
          ExpScale.class,
          SoftplusScale.class);

  /** Fails where a part of the model is one that only its own Java code computes. */
  static ExportedModel of(TrainedModel model) {
    ModelDescription description = model.description();
    Outline outline =
        description
            .model()
            .outline(
                description.image(), description.classNames().size(), description.likelihood());
    if (outline instanceof Outline.Autoencoder network) {
      requireKnown("model.scale", network.scale());
      requireKnown(description.likelihood());
    }
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    NamedParameters.of(model.network(Block.class))
        .forEach((name, parameter) -> arrays.put(name, parameter.getArray()));
    requireSame(OutlineParameters.of(outline), arrays);
    return new ExportedModel(description, outline, arrays);
  }

  private static void requireKnown(LikelihoodSpec likelihood) {
    requireKnown("loss.likelihood", likelihood);
    if (likelihood instanceof GaussianLikelihoodSpec gaussian) {
      requireKnown("loss.likelihood.sigma", gaussian.sigma());
      if (gaussian.sigma() instanceof PixelSigma pixel) {
        requireKnown("loss.likelihood.sigma.scale", pixel.scale());
      }
    }
  }

  private static void requireKnown(String place, Object chosen) {
    if (!KNOWN.contains(chosen.getClass())) {
      throw new InputException(
          place
              + " is "
              + chosen.getClass().getName()
              + ", which only its own Java code computes: such a model cannot be exported.");
    }
  }

  /** What a layer of the user's own says of itself may be wrong. */
  private static void requireSame(Map<String, Shape> said, Map<String, NDArray> arrays) {
    said.forEach(
        (name, shape) -> {
          NDArray array = arrays.get(name);
          if (array == null || !array.getShape().equals(shape)) {
            throw new InputException(
                name
                    + " is "
                    + shape
                    + " by what its layer's operations() says, but the network has "
                    + (array == null ? "none" : array.getShape().toString())
                    + ".");
          }
        });
    for (String name : arrays.keySet()) {
      if (!said.containsKey(name)
          && !name.startsWith("prior.")
          && !name.startsWith("likelihood.")) {
        throw new InputException(name + " is in the network, but no layer's operations() says so.");
      }
    }
  }

  /** The weights of that name. */
  NDArray array(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalStateException("an outline was checked, but lacks " + name);
    }
    return array;
  }
}

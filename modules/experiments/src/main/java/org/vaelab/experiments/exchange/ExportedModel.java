package org.vaelab.experiments.exchange;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.ModelWords;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.PixelSigma;
import org.vaelab.losses.distribution.Scale;
import org.vaelab.losses.distribution.SigmaSpec;
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
  /** Fails where a part of the model is one that only its own Java code computes. */
  static ExportedModel of(TrainedModel model) {
    ModelDescription description = model.description();
    Outline outline =
        description
            .model()
            .outline(
                description.image(), description.classNames().size(), description.likelihood());
    if (outline instanceof Outline.Autoencoder network) {
      requireKnown("model.scale", Scale.class, network.scale());
      requireKnown(description.likelihood());
    }
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    NamedParameters.of(model.network(Block.class))
        .forEach((name, parameter) -> arrays.put(name, parameter.getArray()));
    requireSame(OutlineParameters.of(outline), arrays);
    return new ExportedModel(description, outline, arrays);
  }

  private static void requireKnown(LikelihoodSpec likelihood) {
    requireKnown("loss.likelihood", LikelihoodSpec.class, likelihood);
    if (likelihood instanceof GaussianLikelihoodSpec gaussian) {
      requireKnown("loss.likelihood.sigma", SigmaSpec.class, gaussian.sigma());
      if (gaussian.sigma() instanceof PixelSigma pixel) {
        requireKnown("loss.likelihood.sigma.scale", Scale.class, pixel.scale());
      }
    }
  }

  private static void requireKnown(String place, Class<?> choice, Object chosen) {
    if (!ModelWords.ALL.records(choice).containsValue(chosen.getClass())) {
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

package org.vaelab.models.program;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vaelab.engine.TorchProcedure;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.outline.Outline;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.parameter.Products;

/**
 * A whole step of training, but for the update, as one native call: forward pass, loss, and the
 * gradients in closed form.
 *
 * <p>What it computes is what {@link org.vaelab.models.family.Learner#train} and PyTorch's own
 * differentiation compute; it saves the way between Java and PyTorch for each operation, the record
 * that PyTorch keeps for the backward pass, and several passes over the pixels. It is made of a
 * network's {@link Outline}, so a layer from outside that says what it is made of takes part.
 */
public final class StepProgram {
  /** Writes the text. */
  @FunctionalInterface
  private interface Writer {
    String text(Products products, List<String> parameters, List<String> learnt);
  }

  private final Writer writer;
  private final List<String> numbers;
  private final Function<Progress, double[]> values;

  private StepProgram(Writer writer, List<String> numbers, Function<Progress, double[]> values) {
    this.writer = writer;
    this.numbers = numbers;
    this.values = values;
  }

  /**
   * The step of a variational autoencoder.
   *
   * @param network what it computes, with a standard normal prior
   * @param loss what is minimised
   * @param detached whether gradients of the reconstruction stop at z, and all before the heads
   * @return empty where likelihood, scale or objective have no closed form here
   */
  public static Optional<StepProgram> of(
      Outline.Autoencoder network, LossSpec loss, boolean detached) {
    if (!(loss.objective() instanceof Elbo elbo) || elbo.samples() > 1 || elbo.freeBits() > 0) {
      return Optional.empty();
    }
    return ScaleText.of(network.scale())
        .flatMap(
            scale ->
                LikelihoodText.of(loss.likelihood())
                    .map(
                        likelihood ->
                            new AutoencoderText(network, scale, likelihood, elbo.kl(), detached)))
        .map(
            text ->
                new StepProgram(
                    text::text,
                    List.of("reconstructionWeight", "beta"),
                    at -> weights(elbo.at(at))));
  }

  private static double[] weights(Elbo present) {
    return new double[] {present.reconstructionWeight(), present.beta()};
  }

  /**
   * The step of a classifier.
   *
   * @param network what it computes
   * @return always there
   */
  public static StepProgram of(Outline.Classifier network) {
    return new StepProgram(new ClassifierText(network)::text, List.of(), at -> new double[0]);
  }

  /**
   * Compiles the program for a network on its device.
   *
   * @param network initialised
   * @return to be run as often as there are steps
   */
  public CompiledStep compile(Block network) {
    Map<String, Parameter> parameters = NamedParameters.of(network);
    NDArray any = parameters.values().iterator().next().getArray();
    return compile(parameters, Products.of(any));
  }

  /** With products by the given library. */
  CompiledStep compile(Map<String, Parameter> parameters, Products products) {
    List<NDArray> weights = new ArrayList<>();
    List<String> learnt = new ArrayList<>();
    parameters.forEach(
        (name, parameter) -> {
          weights.add(parameter.getArray());
          if (parameter.requiresGradient()) {
            learnt.add(name);
          }
        });
    String text = writer.text(products, List.copyOf(parameters.keySet()), learnt);
    TorchProcedure procedure =
        TorchProcedure.of("step", List.of("batch", "weights"), numbers, text);
    return new CompiledStep(procedure, weights, learnt.size(), values);
  }
}

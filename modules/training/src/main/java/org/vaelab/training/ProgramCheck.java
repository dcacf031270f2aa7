package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vaelab.data.LabelledImages;
import org.vaelab.engine.InPlace;
import org.vaelab.input.InputException;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.family.Learner;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.program.CompiledStep;

/**
 * Holds the program of a step against PyTorch's own record of it, on a few images, before anything
 * is trained by it. A layer from outside may say that it is made of other operations than it
 * computes.
 *
 * @param session the data and the random streams
 * @param learner whose step it is
 * @param recorded by PyTorch
 * @param program to be trained by
 */
record ProgramCheck(Session session, Learner learner, Gradients recorded, Gradients program) {
  private static final int IMAGES = 8;

  /** Of the norm; rounding is far below, and another formula far above. */
  private static final double TOLERANCE = 0.02;

  /** Throws where they differ; moves nothing. */
  void run(Map<String, NDArray> weights) {
    try (NDManager scratch = session.manager().newSubManager()) {
      List<NDArray> statistics = statistics();
      List<NDArray> before = statistics.stream().map(NDArray::duplicate).toList();
      before.forEach(each -> each.attach(scratch));
      CompiledStep.Result expected = step(recorded, scratch);
      restore(before, statistics);
      CompiledStep.Result found = step(program, scratch);
      restore(before, statistics);
      compare("the loss", NDArrays.stack(found.terms()), NDArrays.stack(expected.terms()), 0);
      double largest =
          expected.gradients().stream().mapToDouble(ProgramCheck::norm).max().orElse(0);
      List<String> names = List.copyOf(weights.keySet());
      for (int i = 0; i < names.size(); i++) {
        compare(
            "the gradient of " + names.get(i),
            found.gradients().get(i),
            expected.gradients().get(i),
            largest);
      }
    }
  }

  private CompiledStep.Result step(Gradients gradients, NDManager scratch) {
    session.seed("check");
    int count = Math.min(IMAGES, session.data().train().size());
    LabelledImages first = session.data().train().range(scratch, 0, count);
    return gradients.of(scratch, session.transform().eachTime(first), new Progress(0, 1));
  }

  /** What a step moves besides weights. */
  private List<NDArray> statistics() {
    List<NDArray> found = new ArrayList<>();
    NamedParameters.of(learner.block())
        .forEach(
            (name, parameter) -> {
              if (!parameter.requiresGradient()) {
                found.add(parameter.getArray());
              }
            });
    return found;
  }

  private static void restore(List<NDArray> before, List<NDArray> statistics) {
    for (int i = 0; i < before.size(); i++) {
      InPlace.copy(before.get(i), statistics.get(i));
    }
  }

  /** A bias before a batch normalisation has a gradient of zero, of which rounding is left. */
  private static void compare(String what, NDArray found, NDArray expected, double largest) {
    double difference = norm(found.sub(expected));
    double size = Math.max(norm(expected), 0.01 * largest);
    // Where the recorded step is no number, training will say so.
    if (Double.isFinite(size) && !(difference <= TOLERANCE * size)) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s is not what PyTorch's own differentiation gives: of size %.4g they differ by"
                  + " %.4g. A layer of your own must compute what its method operations says;"
                  + " without that method its steps are recorded by PyTorch.",
              what,
              size,
              difference));
    }
  }

  private static double norm(NDArray array) {
    return array.norm().toType(DataType.FLOAT64, false).getDouble();
  }
}

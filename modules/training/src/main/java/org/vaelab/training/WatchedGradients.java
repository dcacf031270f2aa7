package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vaelab.data.LabelledImages;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.family.Learner;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.program.CompiledStep;

/**
 * The gradients of a training whose steps are looked at one by one. Where one gives a number that
 * is not finite, it is done again with its batch and its random numbers, recorded by PyTorch, and
 * the first array with such a number is named: images and weights before the step, then what the
 * layers compute in their order, the terms of the loss, and gradients from the last layer to the
 * first.
 *
 * @param session the random streams
 * @param learner whose step it is
 * @param inner where gradients come from
 * @param weights by name
 * @param batchSize of the training
 */
record WatchedGradients(
    Session session, Learner learner, Gradients inner, Map<String, NDArray> weights, int batchSize)
    implements Gradients {
  /** As many images of the batch as are named. */
  private static final int NAMED_IMAGES = 5;

  @Override
  public CompiledStep.Result of(NDManager scratch, LabelledImages seen, Progress progress) {
    CompiledStep.Result result = inner.of(scratch, seen, progress);
    List<NDArray> all = new ArrayList<>(result.terms());
    all.addAll(result.gradients());
    if (all.stream().allMatch(Finiteness::of)) {
      return result;
    }
    throw new DivergedException(place(progress) + ": " + first(scratch, seen, progress));
  }

  /** Epoch and step, and the first images of the batch by their places among those trained on. */
  private String place(Progress progress) {
    int epoch = epoch(progress);
    int from = from(progress);
    long[] order = session.seeds().permutation(session.data().train().size(), "shuffle", epoch);
    List<String> images = new ArrayList<>();
    for (int i = from; i < Math.min(from + NAMED_IMAGES, order.length); i++) {
      images.add(Long.toString(order[i]));
    }
    return String.format(
        Locale.ROOT,
        "epoch %d, step %d, a batch of the training images %s and so on",
        epoch,
        from / batchSize + 1,
        String.join(", ", images));
  }

  private static int epoch(Progress progress) {
    return Math.toIntExact(progress.iteration() / progress.iterationsPerEpoch()) + 1;
  }

  private int from(Progress progress) {
    return Math.toIntExact(progress.iteration() % progress.iterationsPerEpoch()) * batchSize;
  }

  private String first(NDManager scratch, LabelledImages seen, Progress progress) {
    Sequence sequence = new Sequence();
    sequence.look("the images", seen.images());
    NamedParameters.of(learner.block())
        .forEach(
            (name, each) -> sequence.look("the array " + name + " of the model", each.getArray()));
    IdentityHashMap<Block, String> names = NamedParameters.blocks(learner.block());
    Gradients watched =
        Gradients.recorded(
            learner,
            weights,
            (block, what, value) -> {
              String name = names.getOrDefault(block, "");
              sequence.look("the " + what + (name.isEmpty() ? "" : " of " + name), value);
            });
    session.seed("train", epoch(progress), from(progress));
    session.transform().eachTime(seen); // so that the draws of codes are the same
    CompiledStep.Result again = watched.of(scratch, seen, progress);
    List<String> terms = learner.measures();
    for (int i = terms.size() - 1; i >= 0; i--) {
      sequence.look("the " + terms.get(i), again.terms().get(i));
    }
    List<String> parameters = List.copyOf(weights.keySet());
    for (int i = parameters.size() - 1; i >= 0; i--) {
      sequence.look("the gradient of " + parameters.get(i), again.gradients().get(i));
    }
    return sequence.words();
  }

  /** Arrays in the order in which they came about, up to the first that is not finite. */
  private static final class Sequence {
    private String before = "";
    private double largest;
    private String found = "";

    void look(String name, NDArray array) {
      if (!found.isEmpty()) {
        return;
      }
      long bad = array.isInfinite().logicalOr(array.isNaN()).countNonzero().getLong();
      if (bad == 0) {
        before = name;
        largest = array.abs().max().toType(DataType.FLOAT64, false).getDouble();
        return;
      }
      boolean nan = array.isNaN().any().getBoolean();
      found =
          String.format(
              Locale.ROOT,
              "the first that is not finite is %s, %,d of whose %,d numbers are %s",
              name,
              bad,
              array.size(),
              nan ? "NaN or infinite" : "infinite");
    }

    String words() {
      if (found.isEmpty()) {
        return "the step's program gave a number that is not finite, its record by PyTorch none";
      }
      return before.isEmpty()
          ? found
          : found
              + String.format(
                  Locale.ROOT, "; before it, the largest number of %s is %.4g", before, largest);
    }
  }
}

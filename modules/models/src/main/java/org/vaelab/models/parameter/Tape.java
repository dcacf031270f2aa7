package org.vaelab.models.parameter;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of one step of training.
 *
 * <p>PyTorch records what a step does, but for the products of fully connected layers on the CPU:
 * those are kept here and differentiated by hand, so that both directions can use {@link
 * DenseProducts}, which are faster. The record of the rest then falls into pieces, from a product's
 * output to the inputs of later ones, and the backward pass goes through the pieces from the last
 * to the first. Elsewhere everything is one piece.
 *
 * <p>It is passed to blocks as their {@link ParameterStore}, and is good for one step.
 */
public final class Tape extends ParameterStore implements AutoCloseable {
  private final NDManager manager;
  private final GradientCollector recording = Engine.getInstance().newGradientCollector();
  private final List<NDArray> inputs = new ArrayList<>();
  private final List<NDArray> weights = new ArrayList<>();
  private final List<NDArray> biases = new ArrayList<>();
  private final List<NDArray> outputs = new ArrayList<>();
  private final IdentityHashMap<NDArray, NDArray> separate = new IdentityHashMap<>();
  private final @Nullable Watcher watcher;
  private @Nullable NDArray separateLoss;

  /** Shown what a step computes, in its order. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * A part of the network computed something.
     *
     * @param block the part
     * @param what it is of it, such as "output"
     * @param value what was computed
     */
    void saw(Block block, String what, NDArray value);
  }

  /**
   * Begins to record; one tape at a time.
   *
   * @param manager the step's; owns the gradients
   */
  public Tape(NDManager manager) {
    this(manager, null);
  }

  /**
   * Begins to record a step that is watched.
   *
   * @param manager the step's; owns the gradients
   * @param watcher shown what the layers compute; null for nobody
   */
  public Tape(NDManager manager, @Nullable Watcher watcher) {
    super(manager, false);
    this.manager = manager;
    this.watcher = watcher;
  }

  /**
   * Shows something to whoever watches the step, if somebody does.
   *
   * @param store the step's
   * @param block the part of the network that computed it
   * @param what it is of that part
   * @param value what was computed
   */
  public static void show(ParameterStore store, Block block, String what, NDArray value) {
    if (store instanceof Tape tape && tape.watcher != null) {
      tape.watcher.saw(block, what, value);
    }
  }

  /**
   * A dense layer's {@code x W^T + b}, whose gradients {@link #gradients} gives.
   *
   * @param x shape {@code (B, I)}
   * @param weight W, shape {@code (O, I)}
   * @param bias b, shape {@code (O)}
   * @return shape {@code (B, O)}
   */
  public NDArray product(NDArray x, NDArray weight, NDArray bias) {
    if (Products.of(x) != Products.ONEDNN) {
      return Linear.linear(x, weight, bias).singletonOrThrow();
    }
    if (weights.stream().anyMatch(each -> each == weight)) {
      throw new IllegalStateException("a dense layer may be used once a step");
    }
    NDArray y = DenseProducts.forward(x, weight, bias);
    inputs.add(x);
    weights.add(weight);
    biases.add(bias);
    outputs.add(y);
    return y;
  }

  /**
   * Gives some parameters another loss than the rest: {@link #gradients} then goes backward twice.
   *
   * @param loss shape {@code ()}
   * @param parameters what is differentiated by, of this loss alone
   */
  public void separate(NDArray loss, Collection<NDArray> parameters) {
    separateLoss = loss;
    separate.clear();
    parameters.forEach(each -> separate.put(each, each));
  }

  /**
   * The gradients of {@code loss}, but for the parameters that have one of their own.
   *
   * @param loss shape {@code ()}
   * @param parameters what it is differentiated by
   * @return one array for each parameter, in their order; zeros where the loss does not depend on
   *     it
   */
  public List<NDArray> gradients(NDArray loss, Collection<NDArray> parameters) {
    if (separateLoss == null) {
      return gradients(loss, parameters, false);
    }
    List<NDArray> rest = gradients(loss, parameters, true);
    List<NDArray> own = gradients(separateLoss, parameters, false);
    List<NDArray> gradients = new ArrayList<>();
    int i = 0;
    for (NDArray parameter : parameters) {
      gradients.add(separate.containsKey(parameter) ? own.get(i) : rest.get(i));
      i++;
    }
    return gradients;
  }

  /** {@code again} where another backward pass follows. */
  private List<NDArray> gradients(NDArray loss, Collection<NDArray> parameters, boolean again) {
    IdentityHashMap<NDArray, NDArray> found = new IdentityHashMap<>();
    weights.forEach(each -> found.put(each, each));
    biases.forEach(each -> found.put(each, each));
    List<NDArray> others = parameters.stream().filter(each -> !found.containsKey(each)).toList();
    NDList gradients =
        DenseProducts.gradients(manager, loss, inputs, weights, outputs, others, again);
    int layers = outputs.size();
    for (int i = 0; i < layers; i++) {
      found.put(weights.get(i), gradients.get(2 * i));
      found.put(biases.get(i), gradients.get(2 * i + 1));
    }
    for (int i = 0; i < others.size(); i++) {
      found.put(others.get(i), gradients.get(2 * layers + i));
    }
    return parameters.stream().map(found::get).toList();
  }

  /** Ends the recording. */
  @Override
  public void close() {
    recording.close();
  }
}

package org.vaelab.models.layer;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.vaelab.engine.TorchFunction;
import org.vaelab.input.Settings;
import org.vaelab.models.outline.ElementFunction;
import org.vaelab.models.outline.Operation;

/**
 * The choice of what stands between two layers; each works element by element.
 *
 * <p>Not sealed: a record of anyone's that implements this is an activation, and its components are
 * its fields in a spec. {@code ActivationContract} in the tests holds what each promises. Nothing
 * may be computed with a {@code Number} operand, which corrupts gradients: see {@link
 * org.vaelab.engine.Scalars}.
 */
public interface Activation {
  /**
   * The activation of each element, differentiable.
   *
   * @param x any shape
   * @return same shape and type, attached to the manager of x; x itself may be given back, but is
   *     not changed
   */
  NDArray apply(NDArray x);

  /**
   * The same for other programs.
   *
   * @param place where it stands, such as encoder.layers.0
   * @return what {@link #apply} computes, step by step; none for the identity
   * @throws org.vaelab.input.InputException where it cannot be said; always, unless an activation
   *     overrides it
   */
  default List<Operation> operations(String place) {
    throw Operation.unknown(place, this, "operations");
  }

  private static List<Operation> each(ElementFunction function) {
    return List.of(new Operation.Elementwise(function, 0));
  }

  /** {@code x}. */
  record Identity() implements Activation {
    @Override
    public NDArray apply(NDArray x) {
      return x;
    }

    @Override
    public List<Operation> operations(String place) {
      return List.of();
    }
  }

  /** {@code max(x, 0)}. */
  record Relu() implements Activation {
    @Override
    public NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.relu(x);
    }

    @Override
    public List<Operation> operations(String place) {
      return each(ElementFunction.RELU);
    }
  }

  /**
   * {@code x} where positive, else {@code slope x} (Maas, Hannun and Ng, 2013, section 2).
   *
   * @param slope below 0
   */
  record LeakyRelu(double slope) implements Activation {
    /** Checks the slope. */
    public LeakyRelu {
      new Settings().atLeast("slope", slope, 0.0).check();
    }

    /** PyTorch's slope, 0.01. */
    public LeakyRelu() {
      this(0.01);
    }

    @Override
    public NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.leakyRelu(x, (float) slope);
    }

    @Override
    public List<Operation> operations(String place) {
      return List.of(new Operation.Elementwise(ElementFunction.LEAKY_RELU, slope));
    }
  }

  /** {@code x} where positive, else {@code exp(x) - 1} (Clevert et al., 2016, equation 15). */
  record Elu() implements Activation {
    @Override
    public NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.elu(x, 1);
    }

    @Override
    public List<Operation> operations(String place) {
      return each(ElementFunction.ELU);
    }
  }

  /** {@code x Phi(x)} with the normal distribution function (Hendrycks and Gimpel, 2016). */
  record Gelu() implements Activation {
    @Override
    public NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.gelu(x);
    }

    @Override
    public List<Operation> operations(String place) {
      return each(ElementFunction.GELU);
    }
  }

  /** {@code x / (1 + exp(-x))} (Elfwing, Uchibe and Doya, 2018, equation 5). */
  record Silu() implements Activation {
    @Override
    public NDArray apply(NDArray x) {
      // DJL's swish multiplies by a Number, which corrupts gradients.
      return TorchFunction.of("silu", List.of("x"), "return torch.silu(x)").apply(x);
    }

    @Override
    public List<Operation> operations(String place) {
      return each(ElementFunction.SILU);
    }
  }

  /** {@code tanh(x)}. */
  record Tanh() implements Activation {
    @Override
    public NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.tanh(x);
    }

    @Override
    public List<Operation> operations(String place) {
      return each(ElementFunction.TANH);
    }
  }

  /** {@code 1 / (1 + exp(-x))}. */
  record Sigmoid() implements Activation {
    @Override
    public NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.sigmoid(x);
    }

    @Override
    public List<Operation> operations(String place) {
      return each(ElementFunction.SIGMOID);
    }
  }

  /** {@code log(1 + exp(x))}. */
  record Softplus() implements Activation {
    @Override
    public NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.softPlus(x);
    }

    @Override
    public List<Operation> operations(String place) {
      return each(ElementFunction.SOFTPLUS);
    }
  }
}

package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;

/**
 * A parameter of one number, kept as shape (1) so that every file format and optimizer takes it.
 */
public final class ScalarParameter {
  private ScalarParameter() {}

  /**
   * A parameter that begins with 0.
   *
   * @param name what it is called in its block
   * @param learned whether descent moves it
   * @return not yet initialised
   */
  public static Parameter named(String name, boolean learned) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.OTHER)
        .optShape(new Shape(1))
        .optInitializer(Initializer.ZEROS)
        .optRequiresGrad(learned)
        .build();
  }

  /**
   * Its value.
   *
   * @param parameter initialised
   * @param array any
   * @return shape {@code ()}, attached to the manager of {@code array}
   */
  public static NDArray value(Parameter parameter, NDArray array) {
    NDArray value = parameter.getArray().reshape(new Shape());
    // Else it, and all that is computed from it, would stay with the weights for good.
    value.attach(array.getManager());
    return value;
  }
}

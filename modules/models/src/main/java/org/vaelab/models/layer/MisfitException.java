package org.vaelab.models.layer;

import java.io.Serial;

/**
 * A layer that does not fit what comes into it, or what must come out of it. The network that it
 * stands in adds its place and the chain of shapes: {@code convolutions[1].kernel is 7, larger than
 * its padded input: 1x28x28 -> 2x5x5 -> ?; use a smaller kernel}.
 */
public final class MisfitException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;
  private final String remedy;

  /**
   * What does not fit.
   *
   * @param field the component of the layer's record that is at fault; empty for the layer as a
   *     whole
   * @param problem what is wrong, to be read after the field's name: "is 7, larger than its padded
   *     input"
   * @param remedy what to do instead: "use a smaller kernel"
   */
  public MisfitException(String field, String problem, String remedy) {
    super((field + " " + problem + "; " + remedy).strip());
    this.field = field;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** The path of the field, for a layer that stands at {@code place}. */
  String path(String place) {
    return field.isEmpty() ? place : place + "." + field;
  }

  /** The whole sentence, with the shapes as far as they are known. */
  String sentence(String chain) {
    return problem + ": " + chain + "; " + remedy;
  }
}

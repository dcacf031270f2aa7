package org.vaelab.models.program;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.outline.Sides;

/**
 * Writes convolutions into a program, forward and backward.
 *
 * @param statements written to
 * @param parameter from the name of a parameter to that of its value
 * @param gradients of parameters, by their names
 */
record ConvolutionText(
    Statements statements, UnaryOperator<String> parameter, Map<String, String> gradients) {
  /** A convolution of an image with zeros around it. */
  Part of(Operation.Convolution convolution, String x) {
    Sides sides = convolution.padding();
    boolean even = sides.top() == sides.bottom() && sides.left() == sides.right();
    String geometry =
        String.format(
            "[%1$d, %1$d], [%2$d, %3$d], [1, 1], False, [0, 0], 1",
            convolution.stride(), even ? sides.top() : 0, even ? sides.left() : 0);
    String padded = even ? x : padded(x, sides, 1);
    Part part = part(convolution.name(), convolution.outputs(), padded, geometry);
    return new Part(
        part.value(),
        (g, wanted) -> {
          String back = part.back().through(g, wanted);
          return back == null || even ? back : padded(back, sides, -1);
        });
  }

  /** A transposed convolution, less what is cropped: as padding where both ends lose as much. */
  Part of(Operation.TransposedConvolution transposed, String x) {
    Sides crop = transposed.crop();
    int high = Math.min(crop.top(), crop.bottom());
    int wide = Math.min(crop.left(), crop.right());
    Sides rest =
        new Sides(crop.top() - high, crop.bottom() - high, crop.left() - wide, crop.right() - wide);
    String geometry =
        String.format(
            "[%1$d, %1$d], [%2$d, %3$d], [1, 1], True, [%4$d, %4$d], 1",
            transposed.stride(), high, wide, transposed.outputPadding());
    Part part = part(transposed.name(), transposed.outputs(), x, geometry);
    return rest.equals(Sides.all(0))
        ? part
        : new Part(
            padded(part.value(), rest, -1),
            (g, wanted) -> part.back().through(padded(g, rest, 1), wanted));
  }

  private String padded(String x, Sides sides, int sign) {
    return statements.value(
        "torch.constant_pad_nd(%s, [%d, %d, %d, %d], 0)",
        x, sign * sides.left(), sign * sides.right(), sign * sides.top(), sign * sides.bottom());
  }

  private Part part(String name, int outputs, String x, String geometry) {
    String weight = parameter.apply(name + ".weight");
    String y =
        statements.value(
            "torch.convolution(%s, %s, %s, %s)",
            x, weight, parameter.apply(name + ".bias"), geometry);
    return new Part(
        y,
        (g, wanted) -> {
          List<String> back =
              statements.values(
                  3,
                  "ops.aten.convolution_backward(%s, %s, %s, [%d], %s, [%s, True, True])",
                  g,
                  x,
                  weight,
                  outputs,
                  geometry,
                  wanted ? "True" : "False");
          gradients.put(name + ".weight", back.get(1));
          gradients.put(name + ".bias", back.get(2));
          return wanted ? back.get(0) : null;
        });
  }
}

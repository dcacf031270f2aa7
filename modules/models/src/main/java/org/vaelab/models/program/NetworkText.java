package org.vaelab.models.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vaelab.models.outline.ElementFunction;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.parameter.Products;

/**
 * Writes networks into a program, forward and backward.
 *
 * <p>Each operation is a {@link Part}: what it gives, and how a gradient goes back through it. The
 * gradients of parameters are collected on the way.
 */
final class NetworkText {
  private final Statements statements;
  private final Products products;
  private final String labels;
  private final int classes;
  private final Map<String, String> parameters = new HashMap<>();
  private final Map<String, String> gradients = new HashMap<>();

  /**
   * No network yet.
   *
   * @param statements written to
   * @param products what computes fully connected layers
   * @param parameters the names of all, as the list {@code weights} has them
   * @param labels the name of the one-hot labels {@code (B, K)}
   * @param classes K
   */
  NetworkText(
      Statements statements,
      Products products,
      List<String> parameters,
      String labels,
      int classes) {
    this.statements = statements;
    this.products = products;
    this.labels = labels;
    this.classes = classes;
    for (int i = 0; i < parameters.size(); i++) {
      this.parameters.put(parameters.get(i), statements.value("weights[%d]", i));
    }
  }

  /** The gradient of a parameter; zeros where nothing depends on it. */
  String gradient(String parameter) {
    String found = gradients.get(parameter);
    return found == null
        ? statements.value("torch.zeros_like(%s)", parameter(parameter))
        : statements.value("torch.contiguous(%s)", found);
  }

  private String parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  /** Operations one after the other. */
  Part all(List<Operation> operations, String input) {
    List<Part.Back> backs = new ArrayList<>();
    List<Boolean> learnt = new ArrayList<>(); // whether anything before it learns
    boolean before = false;
    String x = input;
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      boolean relu = i + 1 < operations.size() && isRelu(operations.get(i + 1));
      Part part;
      if (operation instanceof Operation.Dense dense && relu) {
        part = dense(dense, x, true);
        i++;
      } else {
        part = one(operation, x);
      }
      backs.add(part.back());
      learnt.add(before);
      before |= learns(operation);
      x = part.value();
    }
    return new Part(x, (gradient, wanted) -> back(backs, learnt, gradient, wanted));
  }

  private static @Nullable String back(
      List<Part.Back> backs, List<Boolean> learnt, String gradient, boolean wanted) {
    String g = gradient;
    for (int i = backs.size() - 1; i >= 0 && g != null; i--) {
      g = backs.get(i).through(g, wanted || learnt.get(i));
    }
    return g;
  }

  private static boolean isRelu(Operation operation) {
    return operation instanceof Operation.Elementwise each
        && each.function() == ElementFunction.RELU;
  }

  private static boolean learns(Operation operation) {
    return operation instanceof Operation.Dense
        || operation instanceof Operation.Convolution
        || operation instanceof Operation.TransposedConvolution
        || operation instanceof Operation.BatchNormalisation
        || (operation instanceof Operation.Residual residual
            && (residual.branch().stream().anyMatch(NetworkText::learns)
                || residual.skip().stream().anyMatch(NetworkText::learns)));
  }

  private Part one(Operation operation, String x) {
    if (operation instanceof Operation.Dense dense) {
      return dense(dense, x, false);
    } else if (operation instanceof Operation.Convolution convolution) {
      return new ConvolutionText(statements, this::parameter, gradients).of(convolution, x);
    } else if (operation instanceof Operation.TransposedConvolution transposed) {
      return new ConvolutionText(statements, this::parameter, gradients).of(transposed, x);
    } else if (operation instanceof Operation.MaximumPool pool) {
      return pool(pool, x);
    } else if (operation instanceof Operation.BatchNormalisation norm) {
      return norm(norm, x);
    } else if (operation instanceof Operation.Elementwise each) {
      String y = statements.value(ElementGradients.value(each.function(), x, each.slope()));
      return new Part(
          y,
          (g, wanted) ->
              statements.value(ElementGradients.back(each.function(), g, x, y, each.slope())));
    } else if (operation instanceof Operation.Residual residual) {
      return residual(residual, x);
    }
    return reshaped(operation, x);
  }

  /** {@code y = x W^T + b}, where wanted with nothing below 0. */
  Part dense(Operation.Dense dense, String x, boolean relu) {
    String weight = parameter(dense.name() + ".weight");
    String bias = parameter(dense.name() + ".bias");
    String y = statements.value("%s", products.linear(x, weight, bias, relu));
    return new Part(
        y,
        (gradient, wanted) -> {
          String g =
              relu
                  ? statements.value("ops.aten.threshold_backward(%s, %s, 0)", gradient, y)
                  : gradient;
          String transposed = statements.value("torch.t(%s)", g);
          gradients.put(
              dense.name() + ".weight",
              statements.value(
                  "%s", products.linear(transposed, "torch.t(" + x + ")", "None", false)));
          gradients.put(dense.name() + ".bias", statements.value("torch.sum(%s, [0])", g));
          return wanted
              ? statements.value("%s", products.linear(g, "torch.t(" + weight + ")", "None", false))
              : null;
        });
  }

  private Part pool(Operation.MaximumPool pool, String x) {
    String square = String.format("[%1$d, %1$d], [%1$d, %1$d], [0, 0], [1, 1], True", pool.size());
    List<String> found = statements.values(2, "torch.max_pool2d_with_indices(%s, %s)", x, square);
    return new Part(
        found.get(0),
        (g, wanted) ->
            wanted
                ? statements.value(
                    "ops.aten.max_pool2d_with_indices_backward(%s, %s, %s, %s)",
                    g, x, square, found.get(1))
                : null);
  }

  /** Running statistics move on as the layer's own do: a tenth of the way per step. */
  private Part norm(Operation.BatchNormalisation norm, String x) {
    String gamma = parameter(norm.name() + ".gamma");
    String running =
        parameter(norm.name() + ".runningMean") + ", " + parameter(norm.name() + ".runningVar");
    List<String> found =
        statements.values(
            3,
            "torch.native_batch_norm(%s, %s, %s, %s, True, 0.1, %s)",
            x,
            gamma,
            parameter(norm.name() + ".beta"),
            running,
            norm.epsilon());
    return new Part(
        found.get(0),
        (g, wanted) -> {
          List<String> back =
              statements.values(
                  3,
                  "ops.aten.native_batch_norm_backward(%s, %s, %s, %s, %s, %s, True, %s, [True,"
                      + " True, True])",
                  g,
                  x,
                  gamma,
                  running,
                  found.get(1),
                  found.get(2),
                  norm.epsilon());
          gradients.put(norm.name() + ".gamma", back.get(1));
          gradients.put(norm.name() + ".beta", back.get(2));
          return back.get(0);
        });
  }

  private Part residual(Operation.Residual residual, String x) {
    Part branch = all(residual.branch(), x);
    Part skip = all(residual.skip(), x);
    String y = statements.value("torch.add(%s, %s)", branch.value(), skip.value());
    return new Part(
        y,
        (g, wanted) -> {
          String first = branch.back().through(g, wanted);
          String second = skip.back().through(g, wanted);
          return sum(first, second);
        });
  }

  /** The gradient of what two parts read; null where neither has one. */
  @Nullable String sum(@Nullable String first, @Nullable String second) {
    return first == null || second == null
        ? null
        : statements.value("torch.add(%s, %s)", first, second);
  }

  private Part reshaped(Operation operation, String x) {
    if (operation instanceof Operation.Flatten) {
      return new Part(
          statements.value("torch.flatten(%s, 1)", x),
          (g, wanted) ->
              wanted ? statements.value("torch.reshape(%s, torch.size(%s))", g, x) : null);
    } else if (operation instanceof Operation.Reshape shape) {
      return new Part(
          statements.value(
              "torch.reshape(%s, [-1, %d, %d, %d])",
              x, shape.channels(), shape.height(), shape.width()),
          (g, wanted) -> statements.value("torch.flatten(%s, 1)", g));
    } else if (operation instanceof Operation.LabelFeatures) {
      return joined(x, labels, 1);
    } else if (operation instanceof Operation.LabelChannels channels) {
      List<Integer> size = List.of(classes, channels.height(), channels.width());
      return joined(x, spread(List.of(classes, 1, 1), size), 1);
    } else if (operation instanceof Operation.LabelColumns columns) {
      List<Integer> size = List.of(columns.channels(), columns.height(), classes);
      return joined(x, spread(List.of(1, 1, classes), size), 3);
    }
    throw new IllegalArgumentException("no text for " + operation);
  }

  private String spread(List<Integer> shape, List<Integer> size) {
    return statements.value(
        "torch.expand(torch.reshape(%s, %s), %s)", labels, batched(shape), batched(size));
  }

  private static String batched(List<Integer> shape) {
    List<Integer> all = new ArrayList<>(Collections.nCopies(1, -1));
    all.addAll(shape);
    return all.toString();
  }

  private Part joined(String x, String more, int axis) {
    return new Part(
        statements.value("torch.cat([%s, %s], %d)", x, more, axis),
        (g, wanted) ->
            wanted
                ? statements.value(
                    "torch.contiguous(torch.narrow(%s, %d, 0, torch.size(%s, %d)))",
                    g, axis, x, axis)
                : null);
  }
}

package org.vaelab.models.parameter;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a block under readable names, as they stand in a weights file. */
public final class NamedParameters {
  private NamedParameters() {}

  /**
   * All parameters by dotted path, such as {@code encoder.hidden.0.weight}, in the order of the
   * layers. DJL prefixes each child with two digits of its position; they are left out here, and a
   * child without a name of its own has its parameters under its parent's.
   *
   * @param block the network
   * @return an ordered map
   */
  public static Map<String, Parameter> of(Block block) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    collect("", block, parameters);
    return parameters;
  }

  /**
   * The parts of a network under the same names, those without a name of their own under their
   * parent's.
   *
   * @param network the whole
   * @return by part; empty for the whole itself
   */
  public static IdentityHashMap<Block, String> blocks(Block network) {
    IdentityHashMap<Block, String> blocks = new IdentityHashMap<>();
    collectBlocks("", network, blocks);
    return blocks;
  }

  private static void collectBlocks(
      String path, Block block, IdentityHashMap<Block, String> blocks) {
    blocks.put(block, path);
    for (Pair<String, Block> child : block.getChildren()) {
      String name = child.getKey().substring(2);
      String joined = path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
      collectBlocks(joined, child.getValue(), blocks);
    }
  }

  /**
   * How many numbers a network learns; running statistics are kept with the weights, but not
   * learnt.
   *
   * @param block an initialised network
   * @return the sum of the sizes of all parameters with a gradient
   */
  public static long count(Block block) {
    return of(block).values().stream()
        .filter(Parameter::requiresGradient)
        .mapToLong(parameter -> parameter.getShape().size())
        .sum();
  }

  private static void collect(String path, Block block, Map<String, Parameter> parameters) {
    for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
      parameters.put(path + parameter.getKey(), parameter.getValue());
    }
    for (Pair<String, Block> child : block.getChildren()) {
      String name = child.getKey().substring(2);
      collect(name.isEmpty() ? path : path + name + ".", child.getValue(), parameters);
    }
  }
}

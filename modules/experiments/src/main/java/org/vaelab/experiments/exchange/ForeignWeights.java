package org.vaelab.experiments.exchange;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.InPlace;
import org.vaelab.input.InputException;
import org.vaelab.models.parameter.NamedParameters;

/**
 * A safetensors file that another program wrote: PyTorch's state_dict of a network like one of
 * ours.
 *
 * @param file read at {@link #fill}
 * @param renaming what its arrays are called here
 */
public record ForeignWeights(Path file, Renaming renaming) {
  /**
   * Puts the weights into a network; none, unless all fit.
   *
   * @param network initialised
   * @throws InputException when it is no such file, or not all arrays are of the network, with all
   *     that are not
   */
  public void fill(Block network) {
    Map<String, NDArray> targets = new LinkedHashMap<>();
    Map<String, String> known = new HashMap<>();
    NamedParameters.of(network)
        .forEach(
            (name, parameter) -> {
              targets.put(name, parameter.getArray());
              known.put(PyTorchNames.of(name), name);
            });
    NDManager owner = targets.values().iterator().next().getManager();
    try (NDManager scratch = owner.newSubManager()) {
      Map<String, NDArray> given = new LinkedHashMap<>();
      List<String> problems = new ArrayList<>();
      read(scratch, known, given, problems);
      compare(targets, given, problems);
      throwIfAny(problems);
      targets.forEach((name, target) -> InPlace.copy(single(given.get(name)), target));
    }
  }

  /** The arrays by our names. */
  private void read(
      NDManager scratch,
      Map<String, String> known,
      Map<String, NDArray> given,
      List<String> problems) {
    Map<String, NDArray> foreign = new LinkedHashMap<>();
    for (NDArray array : arrays(scratch)) {
      foreign.put(array.getName(), array);
    }
    problems.addAll(renaming.unused(foreign.keySet()));
    foreign.forEach(
        (name, array) -> {
          String renamed = renaming.apply(name);
          String ours = known.getOrDefault(renamed, renamed);
          if (PyTorchNames.isBatchCount(name)) {
            return;
          }
          if (given.putIfAbsent(ours, array) != null) {
            problems.add("two arrays are " + ours + "; the second is " + name);
          }
        });
  }

  private static void compare(
      Map<String, NDArray> targets, Map<String, NDArray> given, List<String> problems) {
    targets.forEach(
        (name, target) -> {
          NDArray array = given.get(name);
          if (array == null) {
            problems.add("missing: " + PyTorchNames.of(name) + " " + target.getShape());
          } else if (!array.getShape().equals(target.getShape())) {
            problems.add(
                PyTorchNames.of(name)
                    + " must be "
                    + target.getShape()
                    + ", was "
                    + array.getShape());
          } else if (!array.getDataType().isFloating()) {
            problems.add(
                PyTorchNames.of(name) + " must be of floats, was of " + array.getDataType());
          }
        });
    given.forEach(
        (name, array) -> {
          if (!targets.containsKey(name)) {
            problems.add("not of this network: " + array.getName() + " " + array.getShape());
          }
        });
  }

  private void throwIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new InputException(
          file
              + " does not fit the network of the spec:\n  "
              + String.join("\n  ", problems)
              + "\n--rename FILE says which array is which where only the names differ: a line"
              + " \"theirs ours\" for each.");
    }
  }

  private static NDArray single(@Nullable NDArray array) {
    if (array == null) {
      throw new IllegalStateException("an array was found, but is no longer there");
    }
    return array.toType(DataType.FLOAT32, false);
  }

  private NDList arrays(NDManager scratch) {
    SafetensorsHeader.check(file);
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      return NDList.decode(scratch, stream);
    } catch (IOException failure) {
      throw SafetensorsHeader.unreadable(file, failure);
    } catch (RuntimeException damage) {
      throw SafetensorsHeader.damaged(file, damage);
    }
  }
}

package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.vaelab.engine.InputException;
import org.vaelab.models.NamedParameters;

/** A network's weights as a safetensors file, under the names of {@link NamedParameters}. */
public final class Weights {
  private Weights() {}

  /**
   * Writes the weights, whole or not at all.
   *
   * @param block an initialised network
   * @param file replaced where it exists
   */
  public static void save(Block block, Path file) {
    NDList arrays = new NDList();
    for (Map.Entry<String, Parameter> entry : NamedParameters.of(block).entrySet()) {
      NDArray array = entry.getValue().getArray().duplicate();
      array.setName(entry.getKey());
      arrays.add(array);
    }
    try (arrays) {
      AtomicFile.write(
          file,
          stream -> {
            BufferedOutputStream buffered = new BufferedOutputStream(stream, 1 << 16);
            arrays.encode(buffered, NDList.Encoding.SAFETENSORS);
            buffered.flush();
          });
    }
  }

  /**
   * Replaces the weights of a network by those in a file.
   *
   * @param block initialised, of the same layers
   * @param file as written by {@link #save}
   * @throws InputException when the file is no such file, or of another network
   */
  public static void load(Block block, Path file) {
    Map<String, Parameter> parameters = NamedParameters.of(block);
    NDManager owner = parameters.values().iterator().next().getArray().getManager();
    try (NDManager scratch = owner.newSubManager()) {
      NDList arrays = read(scratch, file);
      for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
        NDArray weight = entry.getValue().getArray();
        NDArray stored = arrays.get(entry.getKey());
        if (stored == null || !stored.getShape().equals(weight.getShape())) {
          throw new InputException(
              file
                  + " is of another network: it has "
                  + (stored == null ? "no " : stored.getShape() + " for ")
                  + entry.getKey()
                  + (stored == null ? "" : ", which is " + weight.getShape() + " here"));
        }
      }
      for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
        arrays.get(entry.getKey()).copyTo(entry.getValue().getArray());
      }
    }
  }

  private static NDList read(NDManager manager, Path file) {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      return NDList.decode(manager, stream);
    } catch (IOException | RuntimeException failure) {
      throw new InputException(
          file + " cannot be read as weights: " + failure.getMessage(), failure);
    }
  }
}

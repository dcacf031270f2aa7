package org.vaelab.training.checkpoint;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.InPlace;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;
import org.vaelab.models.parameter.NamedParameters;

/** A network's weights as a safetensors file, under the names of {@link NamedParameters}. */
public final class Weights {
  /** In the header; a text in the metadata has its quotation marks escaped. */
  private static final Pattern TYPE = Pattern.compile("\"dtype\"\\s*:\\s*\"([^\"]*)\"");

  /** Of the arrays that a training has. */
  private static final Set<String> TYPES = Set.of("F32", "F64", "I32", "I64", "U8");

  private Weights() {}

  /**
   * Writes the weights, whole or not at all.
   *
   * @param block an initialised network
   * @param file replaced where it exists
   */
  public static void save(Block block, Path file) {
    save(arrays(block), file);
  }

  /**
   * Writes the weights and what they belong to, whole or not at all.
   *
   * @param block an initialised network
   * @param metadata texts by name, for the header of the file
   * @param file replaced where it exists
   */
  public static void save(Block block, Map<String, String> metadata, Path file) {
    save(arrays(block), metadata, file);
  }

  /**
   * Writes arrays and what they belong to, whole or not at all.
   *
   * @param named by the name each will have
   * @param metadata texts by name, for the header of the file
   * @param file replaced where it exists
   */
  public static void save(Map<String, NDArray> named, Map<String, String> metadata, Path file) {
    save(named, stream -> new DescribedWeights(stream, metadata), file);
  }

  /**
   * Writes arrays, whole or not at all.
   *
   * @param named by the name each will have
   * @param file replaced where it exists
   */
  public static void save(Map<String, NDArray> named, Path file) {
    save(named, stream -> stream, file);
  }

  private static void save(
      Map<String, NDArray> named, UnaryOperator<OutputStream> described, Path file) {
    NDArray first = named.values().iterator().next();
    // Reading an array of another device leaves a copy on the host in the array's manager.
    try (NDManager scratch = first.getManager().newSubManager()) {
      NDList arrays = new NDList();
      named.forEach(
          (name, array) -> {
            NDArray copy = array.duplicate();
            copy.attach(scratch);
            copy.setName(name);
            arrays.add(copy);
          });
      AtomicFile.write(
          file,
          stream -> {
            BufferedOutputStream buffered =
                new BufferedOutputStream(described.apply(stream), 1 << 16);
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
    load(arrays(block), file);
  }

  private static Map<String, NDArray> arrays(Block block) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    NamedParameters.of(block).forEach((name, parameter) -> arrays.put(name, parameter.getArray()));
    return arrays;
  }

  /**
   * Overwrites arrays by those in a file.
   *
   * @param named by name, each of the shape in the file
   * @param file as written by {@link #save}
   * @throws InputException when the file is no such file, or lacks one of them
   */
  public static void load(Map<String, NDArray> named, Path file) {
    NDManager owner = named.values().iterator().next().getManager();
    try (NDManager scratch = owner.newSubManager()) {
      NDList arrays = read(scratch, file);
      named.forEach((name, target) -> check(file, name, arrays.get(name), target));
      named.forEach((name, target) -> InPlace.copy(arrays.get(name), target));
    }
  }

  /**
   * The names of the arrays in a file.
   *
   * @param file as written by {@link #save}
   * @return all of them
   * @throws InputException when the file is no such file
   */
  public static Set<String> names(Path file) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      return read(manager, file).stream().map(NDArray::getName).collect(Collectors.toSet());
    }
  }

  private static void check(Path file, String name, @Nullable NDArray stored, NDArray target) {
    if (stored != null && stored.getDataType() != target.getDataType()) {
      throw new InputException(
          file
              + " is of another network: it has "
              + name
              + " as "
              + stored.getDataType().asNumpy()
              + ", which is "
              + target.getDataType().asNumpy()
              + " here");
    }
    if (stored == null || !stored.getShape().equals(target.getShape())) {
      throw new InputException(
          file
              + " is of another network: it has "
              + (stored == null ? "no " : stored.getShape() + " for ")
              + name
              + (stored == null ? "" : ", which is " + target.getShape() + " here"));
    }
  }

  private static NDList read(NDManager manager, Path file) {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      requireKnownTypes(SafetensorsFile.header(file));
      return NDList.decode(manager, stream);
    } catch (IOException | RuntimeException failure) {
      throw new InputException(
          file + " cannot be read as weights: " + FileFaults.reason(failure), failure);
    }
  }

  /** PyTorch ends the process over some of the types that it does not know of a file. */
  private static void requireKnownTypes(String header) throws IOException {
    Matcher types = TYPE.matcher(header);
    while (types.find()) {
      if (!TYPES.contains(types.group(1))) {
        throw new IOException("it has numbers of type " + types.group(1));
      }
    }
  }
}

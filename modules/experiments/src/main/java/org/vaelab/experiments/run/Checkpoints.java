package org.vaelab.experiments.run;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.Fingerprint;
import org.vaelab.engine.FileFaults;
import org.vaelab.engine.InputException;
import org.vaelab.engine.Sha256;
import org.vaelab.training.AtomicFile;
import org.vaelab.training.TrainingState;
import org.vaelab.training.Weights;

/**
 * The checkpoints of a run: after an epoch, or in the middle of one where the run was stopped, a
 * safetensors file with weights and moments, and a JSON file with all else, the numbers of the
 * epochs so far excepted, which are in the {@link HistoryFile}. The JSON is written last and has
 * the checksums of all, so that a damaged checkpoint is recognised.
 *
 * @param folder {@code checkpoints} of a run folder
 */
record Checkpoints(Path folder) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** No more digits than numbers have that fit a whole number of 32 bits. */
  private static final Pattern NAME = Pattern.compile("epoch-(\\d{4,10})(-images-(\\d{1,10}))?");

  /** The history of some 50,000 epochs, which older checkpoints have in them. */
  private static final long LONGEST = 32L << 20;

  /**
   * What is saved beside the arrays.
   *
   * @param spec the experiment as run
   * @param data which bytes it learnt from
   * @param threads that an operation could use; another number rounds differently
   * @param device that was used, as it draws numbers of its own; null in older checkpoints
   * @param state where the training stood
   */
  record Content(
      JsonNode spec,
      List<Fingerprint> data,
      int threads,
      @Nullable String device,
      TrainingState state) {}

  /** A checkpoint that was found whole. */
  record Saved(Content content, Path arrays) {}

  /** Writes a checkpoint, then removes all but the newest {@code keep} and that of {@code best}. */
  void save(Content content, HistoryFile history, Map<String, NDArray> arrays, int keep, int best) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(folder, failure);
    }
    HistoryFile.Position end = history.append(content.state().history());
    Path weights = arrays(content.state());
    Weights.save(arrays, weights);
    ObjectNode document = MAPPER.createObjectNode();
    JsonNode tree = tree(content, end);
    document.put("arraysSha256", sha256(weights));
    document.put("contentSha256", sha256(tree));
    document.set("content", tree);
    Path written = folder.resolve(name(content.state()) + ".json");
    AtomicFile.write(written, document.toPrettyString() + "\n");
    prune(keep, best, written);
  }

  /** All but the rows of the history, of which there are more with each epoch. */
  private static JsonNode tree(Content content, HistoryFile.Position end) {
    TrainingState state = content.state();
    TrainingState bare =
        new TrainingState(
            state.epoch(), state.iteration(), state.schedule(), List.of(), state.partial());
    ObjectNode tree =
        MAPPER.valueToTree(
            new Content(content.spec(), content.data(), content.threads(), content.device(), bare));
    ((ObjectNode) tree.get("state")).remove("history");
    return tree.set("history", MAPPER.valueToTree(end));
  }

  /** The newest checkpoint that is whole; {@code warn} is told of each that is not. */
  Optional<Saved> newest(Consumer<String> warn) {
    for (Path file : newestFirst()) {
      try {
        return Optional.of(read(file));
      } catch (IOException | RuntimeException damaged) {
        warn.accept(
            file + " is damaged (" + FileFaults.reason(damaged) + "); taking the one before it");
      }
    }
    return Optional.empty();
  }

  /** The weights of an epoch that was the best; refused where they are damaged. */
  Path best(int epoch) {
    Path file = folder.resolve(name(epoch) + ".json");
    try {
      return read(file).arrays();
    } catch (IOException | RuntimeException damaged) {
      Path run = folder.resolveSibling("");
      throw new InputException(
          file
              + " is damaged ("
              + FileFaults.reason(damaged)
              + "), and it had the weights of the best epoch. Train again: ./vaelab run "
              + run.resolve("spec.json")
              + " --out "
              + run
              + " --overwrite",
          damaged);
    }
  }

  private Saved read(Path file) throws IOException {
    JsonNode document = document(file);
    JsonNode tree = document.path("content");
    if (!document.path("contentSha256").asText().equals(sha256(tree))) {
      throw new IOException("its checksum does not fit");
    }
    Content content = content(tree);
    Path arrays = arrays(content.state());
    if (!RunFiles.isFile(arrays)) {
      throw new IOException(arrays.getFileName() + " is missing, or no plain file");
    }
    if (!document.path("arraysSha256").asText().equals(sha256(arrays))) {
      throw new IOException("the checksum of " + arrays.getFileName() + " does not fit");
    }
    return new Saved(content, arrays);
  }

  private static JsonNode document(Path file) throws IOException {
    if (!RunFiles.isFile(file)) {
      throw new IOException("it is missing, or no plain file");
    }
    if (Files.size(file) > LONGEST) {
      throw new IOException(
          "it has " + Files.size(file) + " bytes, and may have " + LONGEST + " at most");
    }
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (JsonProcessingException wrong) {
      throw new IOException("it is no JSON");
    }
  }

  private Content content(JsonNode tree) throws IOException {
    try {
      if (tree.path("state") instanceof ObjectNode state && tree.path("history").isObject()) {
        HistoryFile.Position end =
            MAPPER.treeToValue(tree.get("history"), HistoryFile.Position.class);
        state.set("history", HistoryFile.read(folder, end));
        ((ObjectNode) tree).remove("history");
      }
      Content content = MAPPER.treeToValue(tree, Content.class);
      CheckpointChecks.require(content);
      return content;
    } catch (JsonProcessingException wrong) {
      throw new IOException("it has not what a checkpoint has");
    }
  }

  /** Damaged ones may seem newer than the one just written, which stays in any case. */
  private void prune(int keep, int best, Path written) {
    String kept = name(best) + ".json";
    List<Path> old =
        newestFirst().stream()
            .skip(keep)
            .filter(file -> !file.endsWith(kept) && !file.equals(written))
            .toList();
    for (Path file : old) {
      try {
        // The JSON first: without it the arrays are no checkpoint.
        Files.deleteIfExists(file);
        String name = file.getFileName().toString().replace(".json", ".safetensors");
        Files.deleteIfExists(file.resolveSibling(name));
      } catch (IOException refused) {
        // An old checkpoint that cannot be removed does no harm.
      }
    }
  }

  private List<Path> newestFirst() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && matcher(file).matches())
          .sorted(Comparator.comparingLong(Checkpoints::position).reversed())
          .toList();
    } catch (IOException failure) {
      throw FileFaults.cannotRead(folder, failure);
    }
  }

  /** A number that grows with the training. */
  private static long position(Path file) {
    Matcher name = matcher(file);
    if (!name.matches()) {
      throw new IllegalArgumentException(file + " is no checkpoint");
    }
    long images = name.group(3) == null ? 0 : Long.parseLong(name.group(3));
    return (Long.parseLong(name.group(1)) << 32) + images;
  }

  private static Matcher matcher(Path file) {
    return NAME.matcher(file.getFileName().toString().replace(".json", ""));
  }

  /** Where the arrays of a checkpoint are. */
  private Path arrays(TrainingState state) {
    return folder.resolve(name(state) + ".safetensors");
  }

  private static String name(TrainingState state) {
    int images = state.partial().images();
    return name(state.epoch()) + (images == 0 ? "" : "-images-" + images);
  }

  private static String name(int epoch) {
    return String.format(Locale.ROOT, "epoch-%04d", epoch);
  }

  private static String sha256(JsonNode tree) {
    try {
      byte[] text = MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
      return Sha256.of(text);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a tree is JSON", impossible);
    }
  }

  private static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

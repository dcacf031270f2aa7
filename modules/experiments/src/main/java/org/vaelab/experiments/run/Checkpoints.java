package org.vaelab.experiments.run;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
import org.vaelab.data.source.Fingerprint;
import org.vaelab.experiments.extension.ExtensionFile;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.files.Sha256;
import org.vaelab.input.InputException;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.checkpoint.Weights;

/**
 * The checkpoints of a run: after an epoch, or in the middle of one where the run was stopped, a
 * safetensors file with weights and moments, and a JSON file with all else, the numbers of the
 * epochs so far excepted, which are in the {@link HistoryFile}. The JSON is written last and has
 * the checksums of all, so that a damaged checkpoint is recognised.
 *
 * @param folder {@code checkpoints} of a run folder
 */
record Checkpoints(Path folder) {
  /** Of so few digits that {@link #position} has room for them. */
  private static final Pattern NAME = Pattern.compile("epoch-(\\d{4,9})(-images-(\\d{1,10}))?");

  /**
   * What is saved beside the arrays.
   *
   * @param spec the experiment as run
   * @param data which bytes it learnt from
   * @param threads that an operation could use; another number rounds differently
   * @param device that was used, as it draws numbers of its own; null in older checkpoints
   * @param extensions the user's own code that it ran with; none in older checkpoints
   * @param state where the training stood
   */
  record Content(
      JsonNode spec,
      List<Fingerprint> data,
      int threads,
      @Nullable String device,
      List<ExtensionFile> extensions,
      TrainingState state) {
    /** Reads older checkpoints too. */
    Content {
      extensions = extensions == null ? List.of() : List.copyOf(extensions);
    }

    /** The same of another moment. */
    Content at(TrainingState other) {
      return new Content(spec, data, threads, device, extensions, other);
    }
  }

  /** A checkpoint that was found whole. */
  record Saved(Content content, Path arrays) {}

  /**
   * Writes a checkpoint, then removes all but the newest {@code keep} and that of {@code best}. Its
   * arrays can be opened as a model where their {@code metadata} describe one.
   */
  void save(
      Content content,
      HistoryFile history,
      Map<String, NDArray> arrays,
      Map<String, String> metadata,
      int keep,
      int best) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(folder, failure);
    }
    HistoryFile.Position end = history.append(content.state().history());
    Path weights = arrays(content.state());
    Weights.save(arrays, metadata, weights);
    Path written = folder.resolve(name(content.state()) + ".json");
    AtomicFile.write(written, new CheckpointJson(content, sha256(weights)).text(end));
    prune(keep, best, written);
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

  /** Whether the weights at the end of an epoch are there and whole. */
  boolean has(int epoch) {
    try {
      read(folder.resolve(name(epoch) + ".json"));
      return true;
    } catch (IOException | RuntimeException damaged) {
      return false;
    }
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
              + "), and it had the weights of the best epoch. Train again: "
              + ShellWord.program()
              + " run "
              + ShellWord.of(run.resolve(RunFiles.SPEC))
              + " --out "
              + ShellWord.of(run)
              + " --overwrite",
          damaged);
    }
  }

  private Saved read(Path file) throws IOException {
    CheckpointJson json = CheckpointJson.read(file);
    if (!file.endsWith(name(json.content().state()) + ".json")) {
      throw new IOException("it is a copy of that of another epoch");
    }
    Path arrays = arrays(json.content().state());
    if (!RunFiles.isFile(arrays)) {
      throw new IOException(arrays.getFileName() + " is missing, or no plain file");
    }
    if (!json.arraysSha256().equals(Sha256.of(arrays))) {
      throw new IOException("the checksum of " + arrays.getFileName() + " does not fit");
    }
    return new Saved(json.content(), arrays);
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

  private static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }
}

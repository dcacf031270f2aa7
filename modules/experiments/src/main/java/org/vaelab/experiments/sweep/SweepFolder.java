package org.vaelab.experiments.sweep;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.run.RunFolder;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;
import org.vaelab.json.Vocabulary;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecJson;

/**
 * Where a sweep keeps what it knows, and where the runs of all sweeps are: the folder of the sweep
 * beside the folder {@code runs}. Each file is written whole or not at all.
 */
public final class SweepFolder {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .build();

  private final Path folder;

  /**
   * The folder of a sweep, which need not exist yet.
   *
   * @param out the folder of all sweeps
   * @param name of the sweep
   */
  public SweepFolder(Path out, String name) {
    folder = out.resolve(name).toAbsolutePath().normalize();
  }

  /** Makes the folders where they are missing. */
  public void create() {
    Path last = folder;
    try {
      for (String name : List.of("specs", "states", "figures")) {
        last = folder.resolve(name);
        Files.createDirectories(last);
      }
      last = runs();
      Files.createDirectories(last);
    } catch (IOException failure) {
      throw new InputException(
          "the folder " + last + " cannot be made: " + FileFaults.reason(failure), failure);
    }
  }

  /**
   * Where it is.
   *
   * @return an absolute path
   */
  public Path path() {
    return folder;
  }

  /**
   * The folder of the runs of all sweeps.
   *
   * @return an absolute path
   */
  public Path runs() {
    return folder.resolveSibling(SweepSpec.RUNS);
  }

  /**
   * The folder of a run.
   *
   * @param id its name
   * @return an absolute path
   */
  public Path run(String id) {
    return runs().resolve(id);
  }

  /**
   * The spec of a run, for whoever trains it.
   *
   * @param id of the run
   * @return a file that {@link #writeSpec} wrote
   */
  public Path spec(String id) {
    return folder.resolve("specs").resolve(id + ".json");
  }

  /**
   * Writes the spec of a run.
   *
   * @param id of the run
   * @param spec what it computes
   * @param vocabulary its words
   */
  public void writeSpec(String id, ExperimentSpec spec, Vocabulary vocabulary) {
    if (!Files.exists(spec(id))) {
      AtomicFile.write(spec(id), SpecJson.write(spec, vocabulary));
    }
  }

  private Path state(String id) {
    return folder.resolve("states").resolve(id + ".json");
  }

  /**
   * Writes what is known of a run.
   *
   * @param status of the run
   */
  public void write(RunStatus status) {
    AtomicFile.write(state(status.id()), json(status));
  }

  /**
   * What was last written of a run.
   *
   * @param id of the run
   * @return waiting where there is nothing, or nothing that can be read
   */
  public RunStatus status(String id) {
    try {
      return Files.exists(state(id))
          ? MAPPER.readValue(Files.readString(state(id)), RunStatus.class)
          : RunStatus.waiting(id);
    } catch (IOException damaged) {
      return RunStatus.waiting(id);
    }
  }

  /**
   * What the run's own folder says.
   *
   * @param id of the run
   * @return empty where there is no run yet
   */
  public Optional<RunSummary> summary(String id) {
    return RunFolder.isRun(run(id)) ? Optional.of(RunSummary.read(run(id))) : Optional.empty();
  }

  /**
   * Which runs a sweep has, and how they are judged.
   *
   * @param sweep the identity of the files that they were made from
   * @param metric that says how good a run is
   * @param goal which numbers of the metric are good
   * @param runs in the order of the table
   */
  public record Plan(String sweep, String metric, Goal goal, List<PlannedRun> runs) {
    /** A plan that an older version wrote does not say how runs are judged. */
    @JsonCreator
    static Plan of(
        @JsonProperty("sweep") String sweep,
        @JsonProperty("metric") @Nullable String metric,
        @JsonProperty("goal") @Nullable Goal goal,
        @JsonProperty("runs") List<PlannedRun> runs) {
      return new Plan(
          sweep,
          Objects.requireNonNullElse(metric, "test_loss"),
          Objects.requireNonNullElse(goal, Goal.MINIMIZE),
          runs);
    }
  }

  /**
   * Writes which runs the sweep has, for a table or a report that is made without its data.
   *
   * @param plan the runs
   */
  public void writePlan(Plan plan) {
    AtomicFile.write(planFile(), json(plan));
  }

  private Path planFile() {
    return folder.resolve("plan.json");
  }

  /**
   * Which runs the sweep has.
   *
   * @param identity of the files as they are now
   * @return empty where none were written, or of other files
   */
  public Optional<List<PlannedRun>> plan(String identity) {
    return plan().filter(plan -> identity.equals(plan.sweep())).map(Plan::runs);
  }

  /**
   * Which runs the sweep had when it was last begun.
   *
   * @return empty where none were written
   */
  public Optional<Plan> plan() {
    try {
      return Files.isRegularFile(planFile())
          ? Optional.of(MAPPER.readValue(Files.readString(planFile()), Plan.class))
          : Optional.empty();
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a record of strings is JSON", impossible);
    }
  }

  /**
   * Does something while no other process runs this sweep.
   *
   * @param action what is done
   * @param <T> type of the result
   * @return its result
   * @throws InputException when another process has the sweep
   */
  public <T> T locked(Supplier<T> action) {
    Path file = folder.resolve(".lock");
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (tryLock(channel) == null) {
        throw new InputException(
            "another process runs this sweep in "
                + folder
                + "; wait for it, end it, or give this one another --out or name.");
      }
      return action.get();
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(file, failure);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldHere) {
      return null;
    }
  }
}

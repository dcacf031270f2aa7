package org.vaelab.experiments.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;

/**
 * The log-likelihoods of the images so far, in a file, so that an evaluation of hours can be
 * stopped and gone on with.
 */
public final class PartialResult {
  private static final long INTERVAL_NANOSECONDS = 20_000_000_000L;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final String protocol;
  private final IntConsumer progress;
  private long written = System.nanoTime();

  /** What the file holds. */
  record Content(String protocol, double[] values) {}

  /**
   * A file that need not be there.
   *
   * @param file where it is
   * @param protocol all that the numbers depend on; those of another are not used
   * @param progress told how many images are measured
   */
  public PartialResult(Path file, String protocol, IntConsumer progress) {
    this.file = file;
    this.protocol = protocol;
    this.progress = progress;
  }

  /** What was measured before; empty for nothing. */
  double[] known() {
    try {
      if (Files.isRegularFile(file)) {
        Content content = JSON.readValue(file.toFile(), Content.class);
        if (content.protocol().equals(protocol)) {
          progress.accept(content.values().length);
          return content.values();
        }
      }
    } catch (JsonProcessingException damaged) {
      return new double[0]; // it is begun anew
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
    return new double[0];
  }

  /** Keeps the first {@code images} of the values, at most every 20 seconds. */
  void keep(double[] values, int images) {
    progress.accept(images);
    if (System.nanoTime() - written > INTERVAL_NANOSECONDS) {
      write(Arrays.copyOf(values, images));
      written = System.nanoTime();
    }
  }

  void write(double[] values) {
    try {
      AtomicFile.write(file, JSON.writeValueAsString(new Content(protocol, values)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Removes a file whose numbers are in another now.
   *
   * @param file where it is, if it is
   */
  public static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(file, failure);
    }
  }
}

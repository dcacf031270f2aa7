package org.vaelab.experiments.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.experiments.use.NumberRows;
import org.vaelab.experiments.use.ResultFormat;
import org.vaelab.experiments.use.ResultWriter;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import picocli.CommandLine.Option;

/** Where a result goes. */
final class OutputOptions {
  private static final Duration SHOWN = Duration.ofMillis(120);

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "where the result goes; its ending says as what: .png or .gif (images), .npz or .csv;"
              + " - is the standard output")
  private @Nullable Path out;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "png, gif, npz or csv, where the ending does not say it")
  private @Nullable String format;

  @Option(names = "--overwrite", description = "replace the file where it exists")
  private boolean overwrite;

  /** Fails before any work where the result could not be written. */
  void check(boolean images, String standard) {
    Path file = file(standard);
    format(images, file);
    if (!isStandardOutput(file) && Files.exists(file) && !overwrite) {
      throw new InputException(
          file + " exists; choose another --out, or replace it with --overwrite.");
    }
  }

  private Path file(String standard) {
    return out == null ? Path.of(standard) : out;
  }

  private static boolean isStandardOutput(Path file) {
    return file.toString().equals("-");
  }

  private ResultFormat format(boolean images, Path file) {
    if (format != null) {
      return ResultFormat.named(format, images);
    }
    return isStandardOutput(file) ? ResultFormat.CSV : ResultFormat.of(file, images);
  }

  /** Writes the result; {@code standard} is the file where none was given. */
  void write(NumberRows rows, String standard, int columns, TrainedModel model, Terminal terminal) {
    Path file = file(standard);
    boolean images = rows.image() != null;
    ResultFormat chosen = format(images, file);
    ResultWriter writer = new ResultWriter(model.manager(), columns, SHOWN);
    if (isStandardOutput(file)) {
      OutputStream stream = terminal.out();
      try {
        writer.write(rows, chosen, stream);
        stream.flush();
      } catch (IOException failure) {
        throw FileFaults.cannotWrite(file, failure);
      }
    } else {
      AtomicFile.write(file, stream -> writer.write(rows, chosen, stream));
      terminal.show(
          String.format(
              Locale.ROOT,
              "%s: %,d %s",
              file,
              rows.values().length,
              images ? "images" : "codes of " + model.description().model().latent() + " numbers"));
    }
  }
}

package org.vaelab.experiments.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vaelab.files.FileFaults;

/**
 * The newest weights of a run that may still be trained: those of its last checkpoint, or its model
 * where that is newer.
 *
 * @param file that {@code TrainedModel} opens
 * @param epoch how many epochs the weights have seen; null for the model of a finished run
 * @param written when
 */
public record NewestWeights(Path file, @Nullable Integer epoch, FileTime written) {
  /**
   * Changes with every file of weights that is written; to look for them anew takes longer.
   *
   * @param run its folder
   * @return the times of its folders
   */
  public static List<FileTime> stamp(Path run) {
    try {
      Path checkpoints = run.resolve(RunFiles.CHECKPOINTS);
      return Files.isDirectory(checkpoints)
          ? List.of(Files.getLastModifiedTime(run), Files.getLastModifiedTime(checkpoints))
          : List.of(Files.getLastModifiedTime(run));
    } catch (IOException failure) {
      throw FileFaults.cannotRead(run, failure);
    }
  }

  /**
   * Looks for them.
   *
   * @param run its folder
   * @return empty before the first checkpoint
   */
  public static Optional<NewestWeights> of(Path run) {
    Path model = run.resolve(RunFiles.MODEL);
    Optional<Checkpoints.Saved> saved =
        new Checkpoints(run.resolve(RunFiles.CHECKPOINTS)).newest(damage -> {});
    try {
      Optional<NewestWeights> done =
          RunFiles.isFile(model)
              ? Optional.of(new NewestWeights(model, null, Files.getLastModifiedTime(model)))
              : Optional.empty();
      if (saved.isEmpty()) {
        return done;
      }
      Path arrays = saved.get().arrays();
      NewestWeights checkpoint =
          new NewestWeights(
              arrays, saved.get().content().state().epoch(), Files.getLastModifiedTime(arrays));
      boolean isDone =
          done.isPresent() && done.get().written().compareTo(checkpoint.written()) >= 0;
      return isDone ? done : Optional.of(checkpoint);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(run, failure);
    }
  }
}

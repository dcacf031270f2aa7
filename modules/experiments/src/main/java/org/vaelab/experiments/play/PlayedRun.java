package org.vaelab.experiments.play;

import java.nio.file.Path;
import java.util.function.Function;
import org.vaelab.data.source.DataSources;
import org.vaelab.inference.TrainedModel;
import org.vaelab.json.Vocabulary;

/**
 * What is played with: a run, or a model file without one.
 *
 * @param path the folder, or the file
 * @param sources where its data are looked for besides where it had them
 * @param words of its spec
 * @param watched whether its newest checkpoint is wanted, as it is still trained
 * @param opener opens a file of weights, or refuses it where it cannot decode
 */
public record PlayedRun(
    Path path,
    DataSources sources,
    Vocabulary words,
    boolean watched,
    Function<Path, TrainedModel> opener) {
  /** What it is called where it lies; the folders above are nobody's business. */
  String name() {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? "run" : name.toString();
  }
}

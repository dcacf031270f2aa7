package org.vaelab.experiments.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.drawing.AnimatedGif;
import org.vaelab.experiments.drawing.Png;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;

/**
 * The pictures of a run. Those of an animation are kept one by one until it is put together, so
 * that a run that was killed still has them when it goes on.
 *
 * @param folder {@code figures} of a run folder
 */
record FigureFiles(Path folder) {
  /** Writes {@code name.png}. */
  void write(String name, BufferedImage picture) {
    Png.write(picture, file(name));
  }

  /** Writes {@code name-epoch-0005.png}. */
  void write(String name, int epoch, BufferedImage picture) {
    Png.write(picture, file(name, epoch));
  }

  /** Keeps the picture of an epoch for {@link #animate}. */
  void keepFrame(String name, int epoch, BufferedImage picture) {
    try {
      Files.createDirectories(frames());
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(frames(), failure);
    }
    Png.write(picture, frame(name, epoch));
  }

  /**
   * Writes {@code name.gif} of those pictures kept of epochs 0 to {@code last} that are whole and
   * as large as the newest of them.
   *
   * @return how many; where it is none, no file is written
   */
  int animate(String name, int last, Duration shown) {
    List<Path> kept = new ArrayList<>();
    @Nullable BufferedImage newest = null;
    for (int epoch = last; epoch >= 0; epoch--) {
      Optional<BufferedImage> picture = read(frame(name, epoch));
      if (picture.isPresent()) {
        newest = newest == null ? picture.get() : newest;
        if (picture.get().getWidth() == newest.getWidth()
            && picture.get().getHeight() == newest.getHeight()) {
          kept.add(0, frame(name, epoch));
        }
      }
    }
    if (!kept.isEmpty()) {
      AtomicFile.write(animation(name), stream -> AnimatedGif.write(kept, shown, stream));
    }
    return kept.size();
  }

  /** A picture that was written; empty where it is missing or damaged. */
  static Optional<BufferedImage> read(Path file) {
    try {
      return RunFiles.isFile(file)
          ? Optional.ofNullable(ImageIO.read(file.toFile()))
          : Optional.empty();
    } catch (IOException | RuntimeException damaged) {
      // ImageIO's readers meet wrong numbers with exceptions of all kinds.
      return Optional.empty();
    }
  }

  /** Where {@code name.png} is. */
  Path file(String name) {
    return folder.resolve(name + ".png");
  }

  /** Where the picture of an epoch is. */
  Path file(String name, int epoch) {
    return folder.resolve(atEpoch(name, epoch));
  }

  /** Where {@code name.gif} is. */
  Path animation(String name) {
    return folder.resolve(name + ".gif");
  }

  private Path frame(String name, int epoch) {
    return frames().resolve(atEpoch(name, epoch));
  }

  private Path frames() {
    return folder.resolve("frames");
  }

  private static String atEpoch(String name, int epoch) {
    return String.format(Locale.ROOT, "%s-epoch-%04d.png", name, epoch);
  }
}

package org.vaelab.experiments.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.vaelab.experiments.figures.AnimatedGif;
import org.vaelab.training.AtomicFile;

/**
 * The pictures of a run. Those of an animation are kept one by one until it is put together, so
 * that a run that was killed still has them when it goes on.
 *
 * @param folder {@code figures} of a run folder
 */
record FigureFiles(Path folder) {
  /** Writes {@code name.png}. */
  void write(String name, BufferedImage picture) {
    write(folder.resolve(name + ".png"), picture);
  }

  /** Writes {@code name-epoch-0005.png}. */
  void write(String name, int epoch, BufferedImage picture) {
    write(folder.resolve(file(name, epoch)), picture);
  }

  /** Keeps the picture of an epoch for {@link #animate}. */
  void keepFrame(String name, int epoch, BufferedImage picture) {
    try {
      Files.createDirectories(frames());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    write(frames().resolve(file(name, epoch)), picture);
  }

  /** Writes {@code name.gif} of the pictures kept of epochs 0 to {@code last}. */
  void animate(String name, int last, Duration shown) {
    List<Path> kept =
        IntStream.rangeClosed(0, last)
            .mapToObj(epoch -> frames().resolve(file(name, epoch)))
            .filter(Files::exists)
            .toList();
    AtomicFile.write(
        folder.resolve(name + ".gif"), stream -> AnimatedGif.write(kept, shown, stream));
  }

  private Path frames() {
    return folder.resolve("frames");
  }

  private static String file(String name, int epoch) {
    return String.format(Locale.ROOT, "%s-epoch-%04d.png", name, epoch);
  }

  private static void write(Path file, BufferedImage picture) {
    AtomicFile.write(
        file,
        stream -> {
          // In memory: a stream alone would be copied to a temporary file first.
          try (ImageOutputStream output = new MemoryCacheImageOutputStream(stream)) {
            if (!ImageIO.write(picture, "png", output)) {
              throw new IOException("this Java has no PNG writer");
            }
          }
        });
  }
}

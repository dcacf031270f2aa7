package org.vaelab.data.own;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.vaelab.data.number.NpyHeader;
import org.vaelab.data.number.NpyType;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.files.Sha256;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/**
 * Writes a data set as the files that {@link Imported} reads, once and for all: what was decoded,
 * resized and divided is as bytes on the disk.
 *
 * @param manager owns the images while they are written
 * @param progress told after each piece of a split
 */
public record DataImport(NDManager manager, Progress progress) {
  private static final int PIECE = 1000;

  /** Is told how far it is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Some more images are written.
     *
     * @param split of which part
     * @param written how many of them so far
     * @param all how many there are
     */
    void written(Split split, int written, int all);
  }

  /**
   * Writes the files; the checksums come last, so that a folder without them was not finished.
   *
   * @param dataset to be imported
   * @param sources where the user keeps data
   * @param folder made where it is not there; must be empty
   * @return the same images
   * @throws InputException when the data are wrong, or the folder cannot be written or is not empty
   */
  public Imported write(Dataset dataset, DataSources sources, Path folder) {
    List<String> classNames = dataset.classNames();
    requireEmpty(folder);
    ImageShape shape = dataset.shape();
    List<String> sums = new ArrayList<>();
    for (Split split : Split.values()) {
      try (NDManager scratch = manager.newSubManager()) {
        RawImages raw = dataset.read(scratch, split, sources, Integer.MAX_VALUE);
        Path images = folder.resolve(ImportFiles.images(split));
        AtomicFile.write(images, stream -> writeImages(raw, shape, split, stream));
        sums.add(sum(images));
        Path labels = folder.resolve(ImportFiles.labels(split));
        AtomicFile.write(labels, stream -> LabelFile.write(raw.labels(), stream));
        sums.add(sum(labels));
      }
    }
    Path names = folder.resolve(ImportFiles.CLASSES);
    AtomicFile.write(names, String.join("\n", classNames) + "\n");
    sums.add(sum(names));
    AtomicFile.write(folder.resolve(ImportFiles.SUMS), String.join("\n", sums) + "\n");
    return new Imported(folder);
  }

  private static void requireEmpty(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new InputException(folder + " is not empty; give --out a new or empty folder.");
        }
      }
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(folder, failure);
    }
  }

  private void writeImages(RawImages raw, ImageShape shape, Split split, OutputStream stream)
      throws IOException {
    int count = raw.labels().length;
    int[] axes = {count, shape.channels(), shape.height(), shape.width()};
    OutputStream buffered = new BufferedOutputStream(stream);
    buffered.write(new NpyHeader(NpyType.UINT8, axes).toBytes());
    for (int from = 0; from < count; from += PIECE) {
      int to = Math.min(count, from + PIECE);
      try (NDManager scratch = manager.newSubManager()) {
        NDArray piece = raw.images().get(from + ":" + to);
        piece.attach(scratch);
        buffered.write(piece.toByteArray());
      }
      progress.written(split, to, count);
    }
    buffered.flush();
  }

  private static String sum(Path file) {
    try {
      return Sha256.of(file) + "  " + file.getFileName();
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }
}

package org.vaelab.data.own;

import ai.djl.ndarray.NDManager;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.vaelab.data.number.NpyHeader;
import org.vaelab.data.number.NpyType;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.data.source.Fingerprints;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.files.FileFaults;
import org.vaelab.files.Sha256;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/**
 * Images that {@link DataImport} has written. The file of the images is mapped and not read into
 * Java's memory; its checksum is compared each time.
 *
 * @param path the folder
 */
public record Imported(Path path) implements Dataset {
  @Override
  public String name() {
    return "imported";
  }

  @Override
  public String description() {
    return "images that vaelab data import has written";
  }

  private ImportFiles files() {
    return new ImportFiles(path);
  }

  @Override
  public ImageShape shape() {
    return shape(header(files().required(ImportFiles.images(Split.TRAIN))));
  }

  private static ImageShape shape(NpyHeader header) {
    int[] axes = header.shape();
    return new ImageShape(axes[1], axes[2], axes[3]);
  }

  private static NpyHeader header(Path file) {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      NpyHeader header = NpyHeader.read(file.toString(), stream);
      long promised = header.toBytes().length + (long) header.size();
      if (!header.type().equals(NpyType.UINT8)
          || header.shape().length != 4
          || Files.size(file) != promised) {
        throw new InputException(
            file + " is not as vaelab data import has written it; import again.");
      }
      return header;
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  @Override
  public List<String> classNames() {
    return files().lines(ImportFiles.CLASSES);
  }

  @Override
  public boolean isLabelled() {
    return !classNames().equals(UNLABELLED);
  }

  @Override
  public String whereabouts(DataSources sources) {
    return "in " + path;
  }

  @Override
  public RawImages read(NDManager manager, Split split, DataSources sources, int limit) {
    Path images = files().required(ImportFiles.images(split));
    Path labels = files().required(ImportFiles.labels(split));
    NpyHeader header = header(images);
    ByteBuffer mapped = mapped(images);
    List<Fingerprint> sums =
        List.of(checked(images, mapped.duplicate()), checked(labels, mapped(labels)));
    int count = Math.min(limit, header.shape()[0]);
    ImageShape shape = shape(header);
    ByteBuffer pixels =
        mapped.slice(header.toBytes().length, Math.multiplyExact(count, shape.size()));
    int[] classes = LabelFile.read(labels);
    return RawImages.of(
        manager,
        pixels,
        shape,
        Arrays.copyOf(classes, count),
        path.toString(),
        new Fingerprints(() -> sums));
  }

  private Fingerprint checked(Path file, ByteBuffer bytes) {
    String name = file.getFileName().toString();
    String sum = Sha256.of(List.of(bytes));
    String written = files().sums().get(name);
    if (!sum.equals(written)) {
      throw new InputException(
          file
              + " is not as it was imported: its SHA-256 is "
              + sum
              + ", and was "
              + written
              + "; import again.");
    }
    return new Fingerprint(name() + "/" + name, sum);
  }

  private static ByteBuffer mapped(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }
}

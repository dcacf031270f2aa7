package org.vaelab.data.file;

import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.vaelab.data.file.DataFile.Content;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Fingerprints;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/**
 * Grey images of any size in files of MNIST's format and naming, gzipped or not. The files say how
 * large the images are and how many classes there are: one more than the largest label.
 *
 * @param path the folder that holds {@code train-images-idx3-ubyte}, {@code
 *     train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}
 */
public record Idx(Path path) implements Dataset {
  private static final FileFormat.Idx IMAGES =
      new FileFormat.Idx("images", FileFormat.Idx.ANY, FileFormat.Idx.ANY);

  private static List<DataFile> files(Split split) {
    return split == Split.TRAIN
        ? DataFile.mnist("train", "train", IMAGES)
        : DataFile.mnist("test", "t10k", IMAGES);
  }

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public String description() {
    return "grey images of your own in MNIST's file format";
  }

  @Override
  public ImageShape shape() {
    if (!Files.isDirectory(path)) {
      throw new InputException(
          path
              + " is "
              + (Files.exists(path) ? "no folder" : "missing")
              + "; it must be a folder with four files named as MNIST's.");
    }
    return shape(files(Split.TRAIN).get(0).start(path, IMAGES.header()));
  }

  private static ImageShape shape(Content images) {
    int[] sizes = IMAGES.sizes(images.file(), images.bytes());
    return new ImageShape(1, sizes[0], sizes[1]);
  }

  @Override
  public List<String> classNames() {
    int last = 0;
    for (Split split : Split.values()) {
      DataFile file = files(split).get(1);
      Content content = file.read(path);
      last = Math.max(last, Arrays.stream(labels(file, content)).max().orElse(0));
    }
    return IntStream.rangeClosed(0, last).mapToObj(Integer::toString).toList();
  }

  private static int[] labels(DataFile file, Content content) {
    int count = file.format().check(content.file(), content.bytes());
    int header = content.bytes().length - count;
    return IntStream.range(0, count).map(i -> content.bytes()[header + i] & 0xff).toArray();
  }

  @Override
  public String whereabouts(DataSources sources) {
    return "in " + path;
  }

  @Override
  public RawImages read(NDManager manager, Split split, DataSources sources, int limit) {
    ImageShape shape = shape();
    List<DataFile> files = files(split);
    List<Content> contents = files.stream().map(file -> file.read(path)).toList();
    SplitFiles checked = new SplitFiles(name(), files, contents);
    int count = Math.min(limit, checked.check());
    Content images = contents.get(0);
    if (!shape(images).equals(shape)) {
      throw new InputException(
          images.file()
              + " has images of "
              + shape(images)
              + ", but the training images are "
              + shape
              + "; all must be of one size.");
    }
    int from = IMAGES.header();
    return RawImages.of(
        manager,
        ByteBuffer.wrap(images.bytes(), from, count * shape.size()),
        shape,
        Arrays.copyOf(labels(files.get(1), contents.get(1)), count),
        path.toString(),
        new Fingerprints(checked::fingerprints));
  }
}

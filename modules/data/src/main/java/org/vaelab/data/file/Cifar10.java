package org.vaelab.data.file;

import java.util.List;
import org.vaelab.input.ImageShape;

/** Small colour photographs, Krizhevsky, 2009. */
public record Cifar10() implements DistributedDataset {
  private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
  private static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final DistributedFiles FILES =
      new DistributedFiles(
          "cifar10",
          "colour photographs, 50,000 train and 10,000 test",
          SHAPE,
          CLASS_NAMES,
          List.of(file("data_batch.bin", 5)),
          List.of(file("test_batch.bin", 1)),
          new DjlCache("cifar10"));

  @Override
  public DistributedFiles files() {
    return FILES;
  }

  private static DataFile file(String name, int parts) {
    return new DataFile(
        name, name, parts, new FileFormat.CifarRows(CLASS_NAMES.size(), SHAPE.size()));
  }
}

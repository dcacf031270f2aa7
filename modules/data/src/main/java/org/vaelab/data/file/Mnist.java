package org.vaelab.data.file;

import java.util.List;
import org.vaelab.input.ImageShape;

/** Handwritten digits, LeCun et al., 1998. */
public record Mnist() implements DistributedDataset {
  private static final DistributedFiles FILES =
      new DistributedFiles(
          "mnist",
          "handwritten digits, 60,000 train and 10,000 test",
          new ImageShape(1, 28, 28),
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          DataFile.mnist("train", "train", new FileFormat.Idx("images", 28, 28)),
          DataFile.mnist("test", "t10k", new FileFormat.Idx("images", 28, 28)),
          new DjlCache("mnist"));

  @Override
  public DistributedFiles files() {
    return FILES;
  }
}

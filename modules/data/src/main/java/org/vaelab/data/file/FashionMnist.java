package org.vaelab.data.file;

import java.util.List;
import org.vaelab.input.ImageShape;

/** Clothes, Xiao et al., 2017. */
public record FashionMnist() implements DistributedDataset {
  private static final DistributedFiles FILES =
      new DistributedFiles(
          "fashion-mnist",
          "clothes, 60,000 train and 10,000 test",
          new ImageShape(1, 28, 28),
          List.of(
              "T-shirt",
              "trouser",
              "pullover",
              "dress",
              "coat",
              "sandal",
              "shirt",
              "sneaker",
              "bag",
              "boot"),
          DataFile.mnist("train", "train", new FileFormat.Idx("images", 28, 28)),
          DataFile.mnist("test", "t10k", new FileFormat.Idx("images", 28, 28)),
          new DjlCache("fashmnist"));

  @Override
  public DistributedFiles files() {
    return FILES;
  }
}

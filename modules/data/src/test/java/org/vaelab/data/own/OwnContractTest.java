package org.vaelab.data.own;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.DatasetContract;
import org.vaelab.engine.ComputeEngine;

/** Data sets of one's own keep what every data set promises. */
class OwnContractTest {
  private static final DataSources NOWHERE = new DataSources(List.of());

  @TempDir private Path folder;

  private ImageFolder pictures() throws IOException {
    OwnFiles.pictures(folder.resolve("train"), 4, "a", "b");
    OwnFiles.pictures(folder.resolve("test"), 2, "a", "b");
    return new ImageFolder(folder);
  }

  @Nested
  class Pictures implements DatasetContract {
    @Override
    public Example whole() throws IOException {
      return new Example(pictures(), NOWHERE);
    }

    @Override
    public Optional<Example> withoutAFile() throws IOException {
      return Optional.of(new Example(new ImageFolder(folder.resolve("none")), NOWHERE));
    }
  }

  @Nested
  class PicturesByShare implements DatasetContract {
    @Override
    public Example whole() throws IOException {
      OwnFiles.pictures(folder, 5, "a", "b");
      return new Example(
          new ImageFolder(folder, null, null, null, null, new ShareSplit(0.4, 1)), NOWHERE);
    }

    @Override
    public Optional<Example> withoutAFile() {
      return Optional.empty();
    }
  }

  @Nested
  class NumPyFile implements DatasetContract {
    @Override
    public Example whole() throws IOException {
      OwnFiles.npz(
          folder.resolve("all.npz"),
          Map.of(
              "images", OwnFiles.npy("|u1", "(30, 3, 2)", OwnFiles.random(180, 1)),
              "labels", OwnFiles.npy("|u1", "(30,)", ofThree(30))));
      return new Example(new Npz(folder.resolve("all.npz")), NOWHERE);
    }

    @Override
    public Optional<Example> withoutAFile() {
      return Optional.of(new Example(new Npz(folder.resolve("none.npz")), NOWHERE));
    }
  }

  @Nested
  class Tables implements DatasetContract {
    @Override
    public Example whole() throws IOException {
      for (String split : List.of("train", "test")) {
        StringBuilder text = new StringBuilder("label,a,b,c,d\n");
        byte[] pixels = OwnFiles.random(80, split.length());
        for (int i = 0; i < 20; i++) {
          text.append(i % 2 == 0 ? "cat" : "dog");
          for (int p = 0; p < 4; p++) {
            text.append(',').append(pixels[i * 4 + p] & 255);
          }
          text.append('\n');
        }
        Files.writeString(folder.resolve(split + ".csv"), text);
      }
      return new Example(new Csv(folder, 2, 2), NOWHERE);
    }

    @Override
    public Optional<Example> withoutAFile() throws IOException {
      Example example = whole();
      Files.delete(folder.resolve("test.csv"));
      return Optional.of(example);
    }
  }

  @Nested
  class ImportedFiles implements DatasetContract {
    @Override
    public Example whole() throws IOException {
      try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
        DataImport writer = new DataImport(manager, (split, written, all) -> {});
        return new Example(writer.write(pictures(), NOWHERE, folder.resolve("out")), NOWHERE);
      }
    }

    @Override
    public Optional<Example> withoutAFile() throws IOException {
      Example example = whole();
      Files.delete(folder.resolve("out/test-labels.npy"));
      return Optional.of(example);
    }
  }

  private static byte[] ofThree(int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 3);
    }
    return labels;
  }
}

package org.vaelab.data.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.data.digits.DrawnDigits;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.DatasetContract;

/** The data sets of this project keep their promises. */
class DatasetContractTest {
  @TempDir private Path folder;

  @Nested
  class Drawn implements DatasetContract {
    @Override
    public Example whole() {
      return new Example(new DrawnDigits(), new DataSources(List.of()));
    }

    @Override
    public Optional<Example> withoutAFile() {
      return Optional.empty();
    }
  }

  @Nested
  class MnistFiles implements DatasetContract {
    @Override
    public Example whole() throws IOException {
      return mnistLike(new Mnist());
    }

    @Override
    public Optional<Example> withoutAFile() throws IOException {
      return Optional.of(without("t10k-labels-idx1-ubyte", mnistLike(new Mnist())));
    }
  }

  @Nested
  class FashionMnistFiles implements DatasetContract {
    @Override
    public Example whole() throws IOException {
      return mnistLike(new FashionMnist());
    }

    @Override
    public Optional<Example> withoutAFile() throws IOException {
      return Optional.of(without("train-images-idx3-ubyte", mnistLike(new FashionMnist())));
    }
  }

  @Nested
  class Cifar10Files implements DatasetContract {
    @Override
    public Example whole() throws IOException {
      DataFolder files = new DataFolder(Files.createDirectories(folder.resolve("cifar10")));
      files.write("data_batch.bin", DataFolder.cifarRows(3, 0, 9));
      files.write("test_batch.bin", DataFolder.cifarRows(8, 2));
      return new Example(new Cifar10(), DataSources.of(folder, Map.of()));
    }

    @Override
    public Optional<Example> withoutAFile() throws IOException {
      return Optional.of(without("test_batch.bin", whole()));
    }
  }

  @Nested
  class IdxFiles implements DatasetContract {
    @Override
    public Example whole() throws IOException {
      DataFolder files = new DataFolder(Files.createDirectories(folder.resolve("idx")));
      files.writeMnist(5, 7);
      return new Example(new Idx(folder.resolve("idx")), new DataSources(List.of()));
    }

    @Override
    public Optional<Example> withoutAFile() throws IOException {
      return Optional.of(without("train-labels-idx1-ubyte", whole()));
    }
  }

  private DatasetContract.Example mnistLike(Dataset dataset) throws IOException {
    DataFolder files = new DataFolder(Files.createDirectories(folder.resolve(dataset.name())));
    files.writeMnist(28, 28);
    return new DatasetContract.Example(dataset, DataSources.of(folder, Map.of()));
  }

  private DatasetContract.Example without(String file, DatasetContract.Example example)
      throws IOException {
    Files.delete(folder.resolve(example.dataset().name()).resolve(file));
    return example;
  }
}

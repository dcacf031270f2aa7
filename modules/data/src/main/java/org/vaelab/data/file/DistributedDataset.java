package org.vaelab.data.file;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.input.ImageShape;

/** A data set that is nothing but files as somebody distributes them. */
interface DistributedDataset extends Dataset {
  /** The files, and what is known of them. */
  DistributedFiles files();

  @Override
  default String name() {
    return files().name();
  }

  @Override
  default String description() {
    return files().description();
  }

  @Override
  default ImageShape shape() {
    return files().shape();
  }

  @Override
  default List<String> classNames() {
    return files().classNames();
  }

  @Override
  default String whereabouts(DataSources sources) {
    return files().whereabouts(sources);
  }

  @Override
  default boolean isAtHand(DataSources sources) {
    return sources.find(name()).isPresent();
  }

  @Override
  default RawImages read(NDManager manager, Split split, DataSources sources, int limit) {
    return files().read(manager, split, sources);
  }
}

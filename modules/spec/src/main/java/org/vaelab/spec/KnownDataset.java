package org.vaelab.spec;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.input.ImageShape;

/**
 * A data set whose files were looked at once, because figures and models ask for its shape often.
 *
 * @param dataset all else of it
 * @param shape C, H, W
 * @param classNames what its classes are called
 * @param isLabelled whether its images have labels
 */
record KnownDataset(Dataset dataset, ImageShape shape, List<String> classNames, boolean isLabelled)
    implements Dataset {
  @Override
  public String name() {
    return dataset.name();
  }

  @Override
  public String description() {
    return dataset.description();
  }

  @Override
  public String whereabouts(DataSources sources) {
    return dataset.whereabouts(sources);
  }

  @Override
  public boolean isAtHand(DataSources sources) {
    return dataset.isAtHand(sources);
  }

  @Override
  public RawImages read(NDManager manager, Split split, DataSources sources, int limit) {
    return dataset.read(manager, split, sources, limit);
  }
}

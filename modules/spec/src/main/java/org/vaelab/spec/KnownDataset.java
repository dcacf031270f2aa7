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
 */
final class KnownDataset implements Dataset {
  private final Dataset dataset;
  private final ImageShape shape;
  private final List<String> classNames;
  private final boolean labelled;

  /**
   * Looks at the files.
   *
   * @throws org.vaelab.input.InputException when they are missing or broken
   */
  KnownDataset(Dataset dataset) {
    this.dataset = dataset;
    this.shape = dataset.shape();
    this.classNames = dataset.classNames();
    this.labelled = dataset.isLabelled();
  }

  @Override
  public String name() {
    return dataset.name();
  }

  @Override
  public String description() {
    return dataset.description();
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public boolean isLabelled() {
    return labelled;
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

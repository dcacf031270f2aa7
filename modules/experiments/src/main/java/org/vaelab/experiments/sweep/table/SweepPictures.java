package org.vaelab.experiments.sweep.table;

import java.nio.file.Path;
import org.vaelab.experiments.sweep.SweepSpec;

/** PLACEHOLDER. */
final class SweepPictures {
  SweepPictures(SweepSpec spec, SweepTable table) {}

  void write(Path folder) {}
}

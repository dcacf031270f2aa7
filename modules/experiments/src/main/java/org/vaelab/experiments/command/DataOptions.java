package org.vaelab.experiments.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.DataSources;
import picocli.CommandLine.Option;

/** Where the user keeps data. */
final class DataOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "folder with one sub-folder per data set, holding the files as distributed, gzipped or not;"
              + " without it VAELAB_DATA is used, and then DJL's cache and download")
  private @Nullable Path dataDir;

  DataSources sources() {
    return DataSources.of(dataDir, System.getenv());
  }
}

package org.vaelab.experiments.command;

import org.jspecify.annotations.Nullable;
import org.vaelab.engine.ComputeEngine;
import picocli.CommandLine.Option;

/** How many threads an operation may use. */
final class ThreadOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "how many threads an operation may use (default: all cores of the process; where a run"
              + " goes on, as many as it began with)")
  private @Nullable Integer threads;

  /** The number, checked; null where none was given. */
  @Nullable Integer threads() {
    if (threads != null) {
      ComputeEngine.checkThreads("--threads", threads);
    }
    return threads;
  }
}

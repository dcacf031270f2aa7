package org.vaelab.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.api.java.function.Function;

/** Looks whether a machine of the cluster sees the file that the sweep wrote for it. */
final class ProbeTask implements Function<Integer, String> {
  private static final long serialVersionUID = 1L;

  private final String file;

  ProbeTask(String file) {
    this.file = file;
  }

  /** The name of the machine where the file is missing; empty where it is there. */
  @Override
  public String call(Integer number) {
    return Files.exists(Path.of(file)) ? "" : RunTask.host();
  }
}

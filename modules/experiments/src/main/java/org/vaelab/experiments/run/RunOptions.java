package org.vaelab.experiments.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about a run beyond its spec.
 *
 * @param out the run folder; null for the default
 * @param overwrite whether an earlier run in it may be replaced
 * @param until pause after that epoch, as if the run had been stopped; null for its end
 * @param invocation how it is done
 */
public record RunOptions(
    @Nullable Path out, boolean overwrite, @Nullable Integer until, Invocation invocation) {
  /**
   * A run to its end.
   *
   * @param out the run folder; null for the default
   * @param overwrite whether an earlier run in it may be replaced
   * @param invocation how it is done
   */
  public RunOptions(@Nullable Path out, boolean overwrite, Invocation invocation) {
    this(out, overwrite, null, invocation);
  }
}

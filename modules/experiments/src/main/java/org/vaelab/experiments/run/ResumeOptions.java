package org.vaelab.experiments.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about going on with a run.
 *
 * @param run its folder
 * @param epochs how many there shall be in all; null for as many as its spec says
 * @param until pause after that epoch, as if the run had been stopped; null for its end
 * @param force whether to go on with another spec, other data or other code than it was begun with
 * @param invocation how it is done
 */
public record ResumeOptions(
    Path run,
    @Nullable Integer epochs,
    @Nullable Integer until,
    boolean force,
    Invocation invocation) {
  /**
   * To the end of the run.
   *
   * @param run its folder
   * @param epochs how many there shall be in all; null for as many as its spec says
   * @param force whether to go on with another spec, other data or other code
   * @param invocation how it is done
   */
  public ResumeOptions(Path run, @Nullable Integer epochs, boolean force, Invocation invocation) {
    this(run, epochs, null, force, invocation);
  }
}

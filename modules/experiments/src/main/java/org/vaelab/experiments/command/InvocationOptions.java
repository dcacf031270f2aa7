package org.vaelab.experiments.command;

import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.Invocation;
import picocli.CommandLine.Mixin;

/** How a run is done, whether it begins, goes on or is drawn again. */
final class InvocationOptions {
  @Mixin private WithOptions with = new WithOptions();
  @Mixin private DataOptions data = new DataOptions();
  @Mixin private MemoryOptions memory = new MemoryOptions();
  @Mixin private ThreadOptions threads = new ThreadOptions();

  /** Checks the options, and loads the user's own code. */
  Invocation load(VaelabCommand program) {
    Integer number = threads.threads();
    Extensions extensions = with.load(program.vocabulary());
    return new Invocation(
        number, data.sources(), memory.deviceMemory(), program.commandLine(), extensions);
  }
}

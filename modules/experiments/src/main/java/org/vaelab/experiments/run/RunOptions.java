package org.vaelab.experiments.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DeviceMemory;
import org.vaelab.data.source.DataSources;
import org.vaelab.experiments.extension.Extensions;

/**
 * What the command line says about a run beyond its spec.
 *
 * @param out the run folder; null for the default
 * @param overwrite whether an earlier run in it may be replaced
 * @param threads that an operation may use; null for the engine's own choice
 * @param sources where the user keeps data
 * @param deviceMemory how much of the device images may take; null for the default
 * @param command as typed, for the record
 * @param extensions the words of specs, and the user's own code that brought some of them
 */
public record RunOptions(
    @Nullable Path out,
    boolean overwrite,
    @Nullable Integer threads,
    DataSources sources,
    @Nullable DeviceMemory deviceMemory,
    String command,
    Extensions extensions) {
  Invocation invocation() {
    return new Invocation(command, sources, deviceMemory, extensions.files());
  }
}

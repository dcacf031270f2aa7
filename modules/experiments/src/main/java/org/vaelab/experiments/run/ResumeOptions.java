package org.vaelab.experiments.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DeviceMemory;
import org.vaelab.data.source.DataSources;
import org.vaelab.experiments.extension.Extensions;

/**
 * What the command line says about going on with a run.
 *
 * @param run its folder
 * @param epochs how many there shall be in all; null for as many as its spec says
 * @param force whether to go on with another spec, other data or other code than it was begun with
 * @param threads that an operation may use; null for as many as it was begun with
 * @param sources where the user keeps data
 * @param deviceMemory how much of the device images may take; null for the default
 * @param command as typed, for the record
 * @param extensions the words of specs, and the user's own code that brought some of them
 */
public record ResumeOptions(
    Path run,
    @Nullable Integer epochs,
    boolean force,
    @Nullable Integer threads,
    DataSources sources,
    @Nullable DeviceMemory deviceMemory,
    String command,
    Extensions extensions) {
  Invocation invocation() {
    return new Invocation(command, sources, deviceMemory, extensions.files());
  }
}

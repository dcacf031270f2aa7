package org.vaelab.experiments.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DeviceMemory;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.DataSources.Folder;
import org.vaelab.experiments.extension.ExtensionFile;

/**
 * What the command line says about where a run takes things from.
 *
 * @param command as typed, for the record
 * @param sources where the user keeps data
 * @param deviceMemory how much of the device images may take; null for the default
 * @param extensions the user's own code
 */
record Invocation(
    String command,
    DataSources sources,
    @Nullable DeviceMemory deviceMemory,
    List<ExtensionFile> extensions) {
  /** The folders, whole: a run may go on from another folder. */
  List<String> dataFolders() {
    List<String> folders = new ArrayList<>();
    for (Folder folder : sources.folders()) {
      String path = folder.path().toAbsolutePath().normalize().toString();
      if (!folders.contains(path)) {
        folders.add(path);
      }
    }
    return folders;
  }

  /** In bytes; null for the default. */
  @Nullable Long deviceMemoryBytes() {
    return deviceMemory == null ? null : Long.valueOf(deviceMemory.bytes());
  }
}

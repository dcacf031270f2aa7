package org.vaelab.experiments.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DeviceMemory;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.DataSources.Folder;

/**
 * Where a run took things from when it was begun, or last went on.
 *
 * @param dataFolders in the order they were looked through
 * @param deviceMemory how much of the device images might take; null for the default
 */
record Remembered(List<Path> dataFolders, @Nullable DeviceMemory deviceMemory) {
  /** What the command line does not say now is as it was; tells the user so. */
  ResumeOptions complete(ResumeOptions given, int threads, Terminal terminal) {
    List<String> taken = new ArrayList<>();
    Invocation invocation = given.invocation();
    DataSources sources = invocation.sources();
    if (sources.folders().stream().noneMatch(Folder::isOption)) {
      List<Path> folders = present(sources, terminal);
      folders.forEach(folder -> taken.add("data in " + folder));
      sources = sources.and(folders, "the run's data folder");
    }
    DeviceMemory memory = invocation.deviceMemory();
    if (memory == null && deviceMemory != null) {
      memory = deviceMemory;
      taken.add(memory + " of device memory");
    }
    if (invocation.threads() == null) {
      taken.add(threads + (threads == 1 ? " thread" : " threads"));
    }
    if (!taken.isEmpty()) {
      terminal.say("as the run was begun: " + String.join(", ", taken));
    }
    return new ResumeOptions(
        given.run(),
        given.epochs(),
        given.until(),
        given.force(),
        new Invocation(
            invocation.threads() == null ? Integer.valueOf(threads) : invocation.threads(),
            sources,
            memory,
            invocation.command(),
            invocation.extensions()));
  }

  /** Those that are there and not looked through anyway. */
  private List<Path> present(DataSources sources, Terminal terminal) {
    List<Path> present = new ArrayList<>();
    for (Path folder : dataFolders) {
      boolean known =
          sources.folders().stream()
              .anyMatch(each -> each.path().toAbsolutePath().normalize().equals(folder));
      if (Files.isDirectory(folder) && !known) {
        present.add(folder);
      } else if (!known) {
        terminal.complain(
            "the data folder of the run, "
                + folder
                + ", is no longer there; --data-dir names another");
      }
    }
    return present;
  }
}

package org.vaelab.experiments.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.extension.ExtensionFile;

/**
 * That a run went on, in its environment.json.
 *
 * @param started when, in UTC
 * @param after how far it was, such as "epoch 2"
 * @param command as typed
 * @param vaelab version of the program
 * @param gitRevision of its sources
 * @param java version and vendor
 * @param pytorch version
 * @param device that was used
 * @param threads that an operation could use
 * @param dataFolders that were looked through
 * @param deviceMemory how many bytes of the device images might take; null for the default
 * @param extensions the user's own code that was loaded
 */
record Resumed(
    String started,
    String after,
    String command,
    String vaelab,
    String gitRevision,
    String java,
    String pytorch,
    String device,
    int threads,
    List<String> dataFolders,
    @Nullable Long deviceMemory,
    List<ExtensionFile> extensions) {
  /** Of what an environment says. */
  static Resumed of(Environment now, String after) {
    return new Resumed(
        now.started(),
        after,
        now.command(),
        now.vaelab(),
        now.gitRevision(),
        now.java(),
        now.pytorch(),
        now.device(),
        now.threads(),
        now.dataFolders(),
        now.deviceMemory(),
        now.extensions());
  }
}

package org.vaelab.experiments.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.SweepFile;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.files.Sha256;
import org.vaelab.spec.SpecFile;
import picocli.CommandLine.Option;

/** Where sweeps and their runs are. */
final class SweepFolderOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "the folder of all sweeps: DIR/runs has the run folders, named by what they compute, and"
              + " DIR/<name> the tables of a sweep (default: runs/sweeps)")
  private Path out = Path.of("runs", "sweeps");

  SweepFolder folder(SweepFile file) {
    return new SweepFolder(out, file.spec().name());
  }

  /** Of the two files that say which runs there are. */
  static String identity(SweepFile file) {
    String text = file.text() + "\n" + SpecFile.text(file.spec().base());
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What the sweep's folder says of it. */
  static SweepFolder.Plan plan(SweepFile file, List<PlannedRun> runs) {
    return new SweepFolder.Plan(identity(file), file.spec().metric(), file.spec().goal(), runs);
  }
}

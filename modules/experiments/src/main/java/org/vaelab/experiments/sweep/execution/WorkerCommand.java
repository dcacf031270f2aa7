package org.vaelab.experiments.sweep.execution;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.experiments.sweep.SweepFolder;

/**
 * The command line of a process that trains one run: this very program.
 *
 * @param folder of the sweep
 * @param options of the command line that a run needs too, such as --data-dir
 */
public record WorkerCommand(SweepFolder folder, List<String> options) {
  /** By its name: the entry of the program stands above all that it uses. */
  private static final String MAIN = "org.vaelab.experiments.Main";

  /** The words of the hidden command. */
  private static final List<String> WORDS = List.of("sweep", "run");

  /** Copies the list. */
  public WorkerCommand {
    options = List.copyOf(options);
  }

  /**
   * The command for a run.
   *
   * @param request which run
   * @return words for a process
   */
  public List<String> of(RunRequest request) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(WorkerCommand::isInherited)
        .forEach(words::add);
    words.addAll(List.of("-cp", classPath(), MAIN));
    words.addAll(WORDS);
    words.addAll(
        List.of(folder.spec(request.id()).toString(), folder.run(request.id()).toString()));
    if (request.until() != null) {
      words.addAll(List.of("--until", request.until().toString()));
    }
    words.addAll(options);
    return words;
  }

  /** Memory and properties, but neither debuggers nor what a terminal is. */
  private static boolean isInherited(String option) {
    return (option.startsWith("-X") || option.startsWith("-D"))
        && !option.startsWith("-Xrun")
        && !option.startsWith("-Xdebug")
        && !option.startsWith("-Dvaelab.terminal");
  }

  /** Absolute: the process may be started in another folder. */
  private static String classPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}

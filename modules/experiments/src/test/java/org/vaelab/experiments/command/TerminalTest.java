package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.spec.SpecWords;
import picocli.CommandLine;

/** What the program says on a terminal, and how shells complete its commands. */
class TerminalTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir private Path folder;

  /** The place of the run is what a script wants; all else is in the log. */
  @Test
  void quietSaysResultsAlone() throws IOException {
    Path run = folder.resolve("run");
    Program quiet = SmallRun.train(run, "--quiet");

    assertThat(quiet.exitCode()).as(quiet.err()).isZero();
    assertThat(quiet.out()).isEqualTo("run folder: " + run + System.lineSeparator());
    assertThat(quiet.err()).isEmpty();
    assertThat(run.resolve("run.log")).content().contains("epoch 2/2", "next:");
    assertThat(Program.run("-q", "list", folder.toString()).out()).contains("finished");
  }

  @Test
  void afterARunTheNextCommandsAreSaid() throws IOException {
    Path run = folder.resolve("run");
    assertThat(SmallRun.train(run).out())
        .contains("next:", "report " + run, "play " + run, "resume " + run + " --epochs N");
  }

  /** Whatever an example of the help says, the program understands. */
  @Test
  void everyExampleOfTheHelpIsUnderstood() {
    CommandLine program = program();
    List<CommandLine> commands = new ArrayList<>();
    collect(program, commands);
    assertThat(commands).hasSizeGreaterThan(25);
    for (CommandLine command : commands) {
      List<String> examples =
          List.of(command.getCommandSpec().usageMessage().footer()).stream()
              .filter(line -> line.startsWith("  ") && line.contains("vaelab "))
              .toList();
      assertThat(examples).as(command.getCommandSpec().qualifiedName()).isNotEmpty();
      for (String example : examples) {
        if (example.startsWith("  vaelab ")) {
          String[] words = words(example.strip().replaceFirst(" > .*", ""));
          assertThatCode(() -> program().parseArgs(words)).as(example).doesNotThrowAnyException();
        }
      }
    }
  }

  private static CommandLine program() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Terminal nobody = new Terminal(nowhere, nowhere, false, RunLog.start());
    return VaelabCommand.program(nobody, "", SpecWords.builtIn());
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    boolean shown = !command.getCommandSpec().usageMessage().hidden();
    if (shown && !command.getCommandName().equals("help")) {
      all.add(command);
    }
    command.getSubcommands().values().forEach(each -> collect(each, all));
  }

  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    Matcher found = WORD.matcher(line);
    while (found.find()) {
      words.add(found.group(1) == null ? found.group(2) : found.group(1));
    }
    return words.subList(1, words.size()).toArray(String[]::new);
  }

  @Test
  void bashAndFishCompleteCommandsAndOptions() throws Exception {
    String bash = Program.run("completion", "bash").out();
    assertThat(bash).contains("--data-dir", "interpolate");
    assertThat(Program.run("completion", "zsh").out()).isEqualTo(bash);
    Path script = Files.writeString(folder.resolve("vaelab.bash"), bash);
    String asked =
        "source '"
            + script
            + "'; COMP_WORDS=(vaelab int); COMP_CWORD=1; _complete_vaelab vaelab int vaelab;"
            + " echo \"${COMPREPLY[@]}\"";
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    Process shell = new ProcessBuilder("/bin/bash", "-c", asked).redirectErrorStream(true).start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo("interpolate");

    assertThat(Program.run("completion", "fish").out())
        .contains(
            "complete -c vaelab -n '__fish_use_subcommand' -f -a 'run' -d 'Trains what an"
                + " experiment file describes, and writes the run folder.'",
            "complete -c vaelab -n '__fish_seen_subcommand_from run' -l overwrite -d",
            "complete -c vaelab -n '__fish_seen_subcommand_from data; and"
                + " __fish_seen_subcommand_from check' -l sheet -r -d")
        .doesNotContain("watch-parent");
    Program wrong = Program.run("completion", "tcsh");
    assertThat(wrong.exitCode()).isEqualTo(VaelabCommand.INPUT);
    assertThat(wrong.err()).contains("the shell must be bash, zsh or fish, was \"tcsh\"");
  }
}

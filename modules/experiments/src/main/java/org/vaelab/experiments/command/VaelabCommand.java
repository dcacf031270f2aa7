package org.vaelab.experiments.command;

import ai.djl.engine.EngineException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vaelab.experiments.extension.ExtensionFault;
import org.vaelab.experiments.run.MissingParts;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.input.InputException;
import org.vaelab.input.Printable;
import org.vaelab.json.Vocabulary;
import org.vaelab.spec.SpecWords;
import org.vaelab.training.DivergedException;
import org.vaelab.training.StoppedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: its sub-commands and what its exit codes mean. */
@Command(
    name = "vaelab",
    description = "Trains (conditional) variational autoencoders from one JSON file.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InitCommand.class,
      RunCommand.class,
      ResumeCommand.class,
      SweepCommand.class,
      ReproduceCommand.class,
      EvaluateCommand.class,
      DoctorCommand.class,
      FiguresCommand.class,
      ReportCommand.class,
      SampleCommand.class,
      ReconstructCommand.class,
      EncodeCommand.class,
      DecodeCommand.class,
      InterpolateCommand.class,
      PlayCommand.class,
      ListCommand.class,
      CompareCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      ValidateCommand.class,
      VerifyCommand.class,
      SchemaCommand.class,
      ExplainCommand.class,
      DevicesCommand.class,
      DataCommand.class,
      CompletionCommand.class,
      HelpCommand.class,
    },
    footer = {
      "",
      "Examples:",
      "  vaelab run experiments/quickstart.json",
      "  vaelab report runs/quickstart/20261121-120000",
      "  vaelab run --help",
      "",
      "Exit codes: 0 done, 1 a fault of vaelab, 2 a fault in the input, 3 training diverged,",
      "130 stopped by Ctrl-C or SIGTERM."
    })
public final class VaelabCommand implements Runnable {
  /** Everything worked. */
  public static final int DONE = 0;

  /** A fault of the program. */
  public static final int FAULT = 1;

  /** A fault in the spec, the data, the device or the arguments. */
  public static final int INPUT = 2;

  /** A loss was not finite. */
  public static final int DIVERGED = 3;

  /** Ctrl-C or SIGTERM; the run can go on. */
  public static final int STOPPED = 130;

  /** PyTorch's words for it, on the CPU and on CUDA. */
  private static final Pattern NO_MEMORY =
      Pattern.compile("you tried to allocate \\d+ bytes|Tried to allocate [\\d.]+ [KMG]iB");

  private static final int SHOWN_LOG_LINES = 30;

  private final Terminal terminal;
  private final String commandLine;
  private final Vocabulary vocabulary;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "say nothing but results and what went wrong")
  private boolean quiet;

  private VaelabCommand(Terminal terminal, String commandLine, Vocabulary vocabulary) {
    this.terminal = terminal;
    this.commandLine = commandLine;
    this.vocabulary = vocabulary;
  }

  /**
   * Runs the program.
   *
   * @param arguments the command line
   * @return the exit code
   */
  public static int execute(String... arguments) {
    Terminal terminal = Terminal.ofProcess(RunLog.start());
    try {
      return execute(terminal, SpecWords.builtIn(), arguments);
    } finally {
      terminal.stop().close();
    }
  }

  /**
   * Runs the program on a terminal of the caller's.
   *
   * @param terminal told how it goes
   * @param vocabulary the words that specs may use
   * @param arguments the command line
   * @return the exit code
   */
  public static int execute(Terminal terminal, Vocabulary vocabulary, String... arguments) {
    String commandLine = "vaelab " + String.join(" ", arguments);
    try {
      KnownCharacters.check(arguments);
      int exitCode = execute(program(terminal, commandLine, vocabulary), terminal, arguments);
      if (exitCode == DONE && terminal.out().checkError()) {
        throw new InputException(
            "What was said could not all be written to the standard output: the disk is full, or"
                + " nobody reads it.");
      }
      return exitCode;
    } catch (InputException fault) {
      return report(terminal, fault);
    } catch (LinkageError | AssertionError | StackOverflowError fault) {
      return report(terminal, fault);
    } catch (OutOfMemoryError full) {
      terminal.complain(
          "Java's heap is too small ("
              + full.getMessage()
              + "); give it more with VAELAB_JAVA_OPTIONS=-Xmx8g, or lower data.limit.");
      return INPUT;
    }
  }

  /** All commands and their options; {@code commandLine} is what was typed. */
  static CommandLine program(Terminal terminal, String commandLine, Vocabulary vocabulary) {
    return new CommandLine(new VaelabCommand(terminal, commandLine, vocabulary))
        .registerConverter(Path.class, new PathConverter());
  }

  private static int execute(CommandLine program, Terminal terminal, String... arguments) {
    return program
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setParameterExceptionHandler((failure, words) -> refuse(failure))
        .setExecutionExceptionHandler((failure, command, parsed) -> report(terminal, failure))
        .execute(arguments);
  }

  /** Without a sub-command there is nothing to do but to say so. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is required");
  }

  Terminal terminal() {
    return quiet ? terminal.quieted() : terminal;
  }

  String commandLine() {
    return commandLine;
  }

  /** The words that specs may use. */
  Vocabulary vocabulary() {
    return vocabulary;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }

  /** As picocli does by itself, but for control characters and for its far-fetched guesses. */
  private static int refuse(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    if (failure instanceof UnmatchedArgumentException unmatched) {
      command.getErr().println(Printable.lines(UnknownArgument.words(unmatched)));
      return INPUT;
    }
    String message = Printable.lines(String.valueOf(failure.getMessage()));
    command.getErr().println(command.getColorScheme().errorText(message));
    command.usage(command.getErr(), command.getColorScheme());
    return INPUT;
  }

  /** Of an error that nothing in the program is meant to throw. */
  private static int report(Terminal terminal, Error fault) {
    Optional<String> users = ExtensionFault.of(fault);
    if (users.isPresent()) {
      return blame(terminal, users.get(), fault);
    }
    if (fault instanceof LinkageError gone && MissingParts.isOfProgram(gone)) {
      return report(terminal, MissingParts.words(gone));
    }
    throw fault;
  }

  /** Says what went wrong in the user's own code; where vaelab called it is for the log alone. */
  private static int blame(Terminal terminal, String words, Throwable failure) {
    terminal.complain(words);
    terminal.log().add("a fault of the user's own code", failure);
    return INPUT;
  }

  private static int report(Terminal terminal, Exception failure) {
    if (failure instanceof StoppedException) {
      return STOPPED;
    }
    if (failure instanceof InputException) {
      terminal.complain(String.valueOf(failure.getMessage()));
      return INPUT;
    }
    Matcher memory = NO_MEMORY.matcher(String.valueOf(failure.getMessage()));
    if (failure instanceof EngineException && memory.find()) {
      terminal.complain(
          "the device's memory is too small: "
              + memory.group().strip()
              + ".\nMake the model, training.batchSize or data.limit smaller.");
      return INPUT;
    }
    if (failure instanceof DivergedException) {
      terminal.complain(
          "training diverged: "
              + failure.getMessage()
              + "\nA smaller training.optimizer.learningRate is what most often helps; it cannot in"
              + " step 1 of epoch 1, where another number of the spec is too large.");
      return DIVERGED;
    }
    Optional<String> users = ExtensionFault.of(failure);
    if (users.isPresent()) {
      return blame(terminal, users.get(), failure);
    }
    terminal.log().add("a fault of vaelab", failure);
    terminal.err().println("This is a fault of vaelab; the last lines of its log:");
    terminal
        .log()
        .last(SHOWN_LOG_LINES)
        .forEach(line -> terminal.err().println(Printable.lines(line)));
    return FAULT;
  }
}

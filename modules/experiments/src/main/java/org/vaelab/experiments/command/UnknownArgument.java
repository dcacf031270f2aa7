package org.vaelab.experiments.command;

import java.util.ArrayList;
import java.util.List;
import org.vaelab.json.Words;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of an argument that a command does not have. */
final class UnknownArgument {
  private UnknownArgument() {}

  /** The first of them, what may have been meant, and where to read on. */
  static String words(UnmatchedArgumentException failure) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String argument = failure.getUnmatched().get(0);
    String help = "\nSee: " + name + " --help";
    if (argument.startsWith("-")) {
      String option = argument.split("=", 2)[0];
      return option
          + " is no option of "
          + name
          + Words.didYouMean(option, near(command))
          + (options(command).contains("--set")
              ? "\nA field of the spec is changed by --set, such as --set "
                  + (option.startsWith("--") && option.length() > 2 ? option.substring(2) : "seed")
                  + "=VALUE."
              : "")
          + help;
    }
    List<String> commands = List.copyOf(command.getSubcommands().keySet());
    return commands.isEmpty()
        ? "\"" + argument + "\" is one argument too many of " + name + help
        : "\""
            + argument
            + "\" is no command of "
            + name
            + Words.didYouMean(argument, commands)
            + "\nThe commands are "
            + Words.all(commands)
            + "."
            + help;
  }

  /** What follows says that fields are changed by --set. */
  private static List<String> near(CommandLine command) {
    return options(command).stream().filter(each -> !each.equals("--set")).toList();
  }

  private static List<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
    return names.stream().filter(each -> each.startsWith("--")).toList();
  }
}

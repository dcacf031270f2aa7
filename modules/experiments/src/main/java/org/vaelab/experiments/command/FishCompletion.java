package org.vaelab.experiments.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish, which picocli does not write: a line for each command and option. */
final class FishCompletion {
  private static final String NONE = "__fish_use_subcommand";

  private FishCompletion() {}

  /** A script for {@code ~/.config/fish/completions}. */
  static String script(String name, CommandLine root) {
    List<String> lines = new ArrayList<>();
    lines.add("# completion of " + name + " for fish");
    add(lines, name, NONE, root.getCommandSpec());
    return String.join("\n", lines) + "\n";
  }

  private static void add(List<String> lines, String name, String where, CommandSpec command) {
    String begin = "complete -c " + name + " -n " + quoted(where);
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        lines.add(begin + option(option));
      }
    }
    for (CommandLine inner : visible(command)) {
      CommandSpec spec = inner.getCommandSpec();
      lines.add(
          begin
              + " -f -a "
              + quoted(spec.name())
              + " -d "
              + quoted(first(spec.usageMessage().description())));
    }
    for (CommandLine inner : visible(command)) {
      CommandSpec spec = inner.getCommandSpec();
      String seen = "__fish_seen_subcommand_from " + spec.name();
      add(lines, name, where.equals(NONE) ? seen : where + "; and " + seen, spec);
    }
  }

  private static List<CommandLine> visible(CommandSpec command) {
    return command.subcommands().values().stream()
        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
        .distinct()
        .toList();
  }

  /** Its names, what it is, and whether a value follows. */
  private static String option(OptionSpec option) {
    String names =
        List.of(option.names()).stream()
            .map(
                each ->
                    each.startsWith("--") ? " -l " + each.substring(2) : " -s " + each.substring(1))
            .collect(Collectors.joining());
    boolean value = option.arity().max() > 0;
    return names + (value ? " -r" : "") + " -d " + quoted(first(option.description()));
  }

  private static String first(String[] description) {
    return description.length == 0 ? "" : description[0].replace('\n', ' ');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

package org.vaelab.experiments.command;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.InputException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code vaelab completion}. */
@Command(
    name = "completion",
    description = "Writes a script that completes commands and options in a shell.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  source <(./vaelab completion bash)     in ~/.bashrc; the same with zsh in ~/.zshrc",
      "  ./vaelab completion fish > ~/.config/fish/completions/vaelab.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  private static final String NAME = "vaelab";

  @ParentCommand private @Nullable VaelabCommand parent;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish")
  private String shell = "";

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell.toLowerCase(Locale.ROOT)) {
          // The one of bash makes zsh understand it.
          case "bash", "zsh" -> AutoComplete.bash(NAME, root);
          case "fish" -> FishCompletion.script(NAME, root);
          default ->
              throw new InputException("the shell must be bash, zsh or fish, was \"" + shell + '"');
        };
    Parents.of(parent).terminal().show(script.stripTrailing());
    return VaelabCommand.DONE;
  }
}

package org.vaelab.experiments.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.spec.SpecSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab schema}. */
@Command(
    name = "schema",
    description = "Prints the JSON schema of experiment files, for editors.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    program.terminal().say(SpecSchema.write(program.vocabulary()).stripTrailing());
    return VaelabCommand.DONE;
  }
}

package org.vaelab.experiments.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.spec.SpecJson;
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
    program.terminal().say(SpecJson.schema(program.vocabulary()).stripTrailing());
    return VaelabCommand.DONE;
  }
}

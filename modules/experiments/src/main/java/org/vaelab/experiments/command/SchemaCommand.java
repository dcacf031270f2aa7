package org.vaelab.experiments.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.sweep.SweepWords;
import org.vaelab.json.Vocabulary;
import org.vaelab.spec.SpecJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab schema}. */
@Command(
    name = "schema",
    description = "Prints the JSON schema of experiment files, for editors.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab schema > experiment.schema.json",
      "  vaelab schema --sweep > sweep.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;

  @Option(names = "--sweep", description = "the schema of sweep files instead")
  private boolean sweep;

  @Mixin private WithOptions withOptions = new WithOptions();

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    if (sweep) {
      program.terminal().show(SweepWords.schema().stripTrailing());
      return VaelabCommand.DONE;
    }
    Vocabulary words = withOptions.load(program.vocabulary()).vocabulary();
    program.terminal().show(SpecJson.schema(words).stripTrailing());
    return VaelabCommand.DONE;
  }
}

package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.exchange.ForeignWeights;
import org.vaelab.experiments.exchange.Renaming;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.ImportedRun;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.RunOptions;
import org.vaelab.spec.ExperimentSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab import}. */
@Command(
    name = "import",
    description =
        "Makes a run folder of weights that PyTorch trained, for sample, encode and the others.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  vaelab import my.json weights.safetensors --out runs/imported"})
final class ImportCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private SpecOptions specOptions = new SpecOptions();

  @Parameters(
      index = "1",
      paramLabel = "WEIGHTS",
      description = "a state_dict as safetensors, under the names of docs/python.md")
  private Path weights = Path.of("");

  @Option(
      names = "--rename",
      paramLabel = "FILE",
      description =
          "which array is which where the names differ: lines of \"theirs ours\", or a JSON object;"
              + " a name that ends in a dot is the beginning of many")
  private @Nullable Path rename;

  @Mixin private WithOptions withOptions = new WithOptions();
  @Mixin private DataOptions dataOptions = new DataOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the run folder (default: runs/<name>/<time>)")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "replace an earlier run in the run folder")
  private boolean overwrite;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    Extensions extensions = withOptions.load(program.vocabulary());
    ExperimentSpec spec = specOptions.read(extensions, program.terminal()::say);
    Renaming renaming = rename == null ? Renaming.NONE : Renaming.read(rename);
    ForeignWeights foreign = new ForeignWeights(weights, renaming);
    Invocation invocation =
        new Invocation(null, dataOptions.sources(), null, program.commandLine(), extensions);
    RunOptions options = new RunOptions(out, overwrite, invocation);
    Path run =
        ImportedRun.write(spec, "not read: imported from " + weights, foreign::fill, options);
    program.terminal().show("run folder: " + run);
    return VaelabCommand.DONE;
  }
}

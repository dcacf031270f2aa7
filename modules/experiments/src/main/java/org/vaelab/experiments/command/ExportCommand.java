package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.exchange.ExportFormat;
import org.vaelab.inference.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab export}. */
@Command(
    name = "export",
    description = "Writes a trained model for other programs: PyTorch, or whatever reads ONNX.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab export runs/quickstart/20261121-120000 --to onnx --out exported",
      "  vaelab export runs/quickstart/20261121-120000 --to pytorch --out exported"
    })
final class ExportCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private WithOptions withOptions = new WithOptions();

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "the folder of a run, or a model.safetensors")
  private Path model = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      required = true,
      description =
          "pytorch (state_dict.safetensors, model.json and a load_vaelab.py that rebuilds the"
              + " network), or onnx (encoder.onnx and decoder.onnx, or classifier.onnx)")
  private String format = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "the folder that is written into")
  private Path out = Path.of("");

  @Option(names = "--overwrite", description = "replace files of an earlier export")
  private boolean overwrite;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    ExportFormat chosen = ExportFormat.named(format);
    try (TrainedModel opened =
        ModelOptions.open(
            model, DeviceChoice.parse("cpu"), withOptions.load(program.vocabulary()))) {
      List<String> names = chosen.write(opened, out, overwrite);
      program.terminal().show(out + ": " + String.join(", ", names));
    }
    return VaelabCommand.DONE;
  }
}

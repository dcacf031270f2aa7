package org.vaelab.experiments.exchange;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.json.Words;

/** What a model can be exported to. */
public enum ExportFormat {
  /** A state_dict, model.json, and a Python file that rebuilds the network. */
  PYTORCH,
  /** A file for each half of the network. */
  ONNX;

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of that name.
   *
   * @param word as typed
   * @return the format
   * @throws InputException when there is none
   */
  public static ExportFormat named(String word) {
    return Arrays.stream(values())
        .filter(format -> format.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--to must be "
                        + Words.either(Arrays.stream(values()).map(ExportFormat::word).toList())
                        + ", was \""
                        + word
                        + '"'));
  }

  /**
   * Exports a model.
   *
   * @param model trained
   * @param folder made where it is not there
   * @param overwrite whether files of an earlier export may be replaced
   * @return the names of the files
   * @throws InputException when a part of the model is one that only its own Java code computes, or
   *     the folder cannot be written
   */
  public List<String> write(TrainedModel model, Path folder, boolean overwrite) {
    ExportedModel exported = ExportedModel.of(model);
    ExportFolder target = new ExportFolder(folder, overwrite);
    return switch (this) {
      case PYTORCH -> PyTorchExport.write(exported, target);
      case ONNX -> OnnxExport.write(exported, target);
    };
  }
}

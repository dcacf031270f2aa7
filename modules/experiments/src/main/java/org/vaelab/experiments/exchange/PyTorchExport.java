package org.vaelab.experiments.exchange;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.vaelab.files.AtomicFile;
import org.vaelab.training.checkpoint.Weights;

/**
 * A model for PyTorch: its state_dict, model.json, and the Python file that rebuilds it of both.
 */
final class PyTorchExport {
  private static final String WEIGHTS = "state_dict.safetensors";
  private static final String DESCRIPTION = "model.json";
  private static final String LOADER = "load_vaelab.py";

  private PyTorchExport() {}

  static List<String> write(ExportedModel model, ExportFolder folder) {
    List<String> names = List.of(WEIGHTS, DESCRIPTION, LOADER);
    folder.prepare(names);
    Path path = folder.path();
    AtomicFile.write(path.resolve(LOADER), PyTorchExport::writeLoader);
    AtomicFile.write(path.resolve(DESCRIPTION), ModelJson.of(model).text());
    Map<String, NDArray> renamed = new LinkedHashMap<>();
    model.arrays().forEach((name, array) -> renamed.put(PyTorchNames.of(name), array));
    Weights.save(renamed, path.resolve(WEIGHTS));
    return names;
  }

  private static void writeLoader(OutputStream stream) throws IOException {
    try (InputStream loader = PyTorchExport.class.getResourceAsStream(LOADER)) {
      Objects.requireNonNull(loader, "the program lacks its own load_vaelab.py").transferTo(stream);
    }
  }
}

package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.repository.Repository;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.vaelab.input.InputException;

/**
 * Checks the files of a split and has DJL decode them.
 *
 * @param files to be decoded
 * @param classes how many there are
 */
record FileDecoder(SplitFiles files, int classes) {
  /** The images, decoded by the DJL class that {@code djlClass} makes over a repository. */
  RawImages decode(NDManager manager, String origin, Function<Repository, ArrayDataset> djlClass) {
    files.check();
    Map<String, byte[]> items = new LinkedHashMap<>();
    for (int i = 0; i < files.files().size(); i++) {
      items.put(files.files().get(i).item(), files.contents().get(i).bytes());
    }
    ArrayDataset decoded = djlClass.apply(new FolderRepository(origin, items));
    try {
      decoded.prepare();
    } catch (IOException | TranslateException failure) {
      throw new IllegalStateException(
          "DJL could not read checked bytes of " + files.dataset(), failure);
    }
    Batch all = decoded.getByRange(manager, 0, decoded.size());
    // DJL gives (N, H, W, C); the engine's layers want (N, C, H, W).
    NDArray pixels = all.getData().head().transpose(0, 3, 1, 2);
    return new RawImages(pixels, labels(all.getLabels().head()), origin, files.fingerprints());
  }

  private int[] labels(NDArray array) {
    float[] labels = array.toType(DataType.FLOAT32, false).toFloatArray();
    int[] checked = new int[labels.length];
    for (int i = 0; i < checked.length; i++) {
      checked[i] = (int) labels[i];
      if (checked[i] >= classes) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "%s has the label %d in row %d; labels are 0 to %d; get the file again.",
                files.contents().get(files.contents().size() - 1).file(),
                checked[i],
                i,
                classes - 1));
      }
    }
    return checked;
  }
}

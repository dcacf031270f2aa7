package org.vaelab.data.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vaelab.data.file.DataFile.Content;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.input.InputException;

/**
 * The files of a split, read and not yet checked.
 *
 * @param dataset its name
 * @param files what they are
 * @param contents their bytes, in the same order
 */
record SplitFiles(String dataset, List<DataFile> files, List<Content> contents) {
  /**
   * Checks that each is of its format, and that they belong together.
   *
   * @return how many images there are
   */
  int check() {
    int images = -1;
    for (int i = 0; i < files.size(); i++) {
      Content content = contents.get(i);
      int count = files.get(i).format().check(content.file(), content.bytes());
      if (i > 0 && count != images) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "%s has %d images, but %s has %d labels; they do not belong together.",
                contents.get(0).file(),
                images,
                content.file(),
                count));
      }
      images = count;
    }
    return images;
  }

  /** Which bytes they are. */
  List<Fingerprint> fingerprints() {
    List<Fingerprint> fingerprints = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String name = dataset + "/" + files.get(i).name();
      fingerprints.add(Fingerprint.of(name, contents.get(i).bytes()));
    }
    return fingerprints;
  }
}

package org.vaelab.experiments.extension;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.vaelab.input.InputException;
import org.vaelab.json.Vocabulary;

/**
 * The files of the user's code that the command line named, and the words that there are with them.
 *
 * @param vocabulary all words: those of the files, and those that were there before
 * @param files which they are
 * @param brought what each file brings, a line each: "BetaTc.java brings the objective my-beta-tc"
 */
public record Extensions(Vocabulary vocabulary, List<ExtensionFile> files, List<String> brought) {
  /** Copies the lists. */
  public Extensions {
    files = List.copyOf(files);
    brought = List.copyOf(brought);
  }

  /**
   * No file.
   *
   * @param vocabulary the words that there are
   * @return those alone
   */
  public static Extensions none(Vocabulary vocabulary) {
    return new Extensions(vocabulary, List.of(), List.of());
  }

  /**
   * Loads the user's code; from here on it runs.
   *
   * @param vocabulary the words so far
   * @param files Java files or jars, each with a class that implements {@link
   *     org.vaelab.json.Extension}
   * @return the words of all
   * @throws InputException naming the file and what is wrong with it
   */
  public static Extensions load(Vocabulary vocabulary, List<Path> files) {
    Vocabulary all = vocabulary;
    List<ExtensionFile> read = new ArrayList<>();
    List<String> brought = new ArrayList<>();
    Set<Path> seen = new LinkedHashSet<>();
    for (Path file : files) {
      ExtensionSource source = ExtensionSource.read(file);
      if (!seen.add(source.realPath())) {
        throw new InputException("--with names " + file + " twice; once is enough.");
      }
      NewWords words = NewWords.of(source, all);
      all = words.all();
      read.add(source.identity());
      brought.add(words.sentence());
    }
    return new Extensions(all, read, brought);
  }

  /**
   * Whether the same bytes are among the files, whatever their name.
   *
   * @param file of an earlier run
   * @return true where nothing is missing
   */
  public boolean has(ExtensionFile file) {
    return files.stream().anyMatch(each -> each.sha256().equals(file.sha256()));
  }
}

package org.vaelab.experiments.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vaelab.input.InputException;
import org.vaelab.json.Extension;
import org.vaelab.json.RecordFaults;
import org.vaelab.json.Vocabulary;
import org.vaelab.json.Words;

/**
 * The words that a file brings.
 *
 * @param all those before and those of the file
 * @param sentence "BetaTc.java brings the objective my-beta-tc"
 */
record NewWords(Vocabulary all, String sentence) {
  static NewWords of(ExtensionSource source, Vocabulary before) {
    Vocabulary all = before;
    for (Extension extension : source.extensions()) {
      all = extended(source, extension, all);
    }
    List<String> brought = new ArrayList<>();
    for (Class<?> choice : all.choices()) {
      for (Map.Entry<String, Class<? extends Record>> word : all.records(choice).entrySet()) {
        if (!before.words(choice).contains(word.getKey())) {
          requireRecord(source, word.getValue(), all);
          brought.add("the " + name(choice) + " " + word.getKey());
        }
      }
    }
    if (brought.isEmpty()) {
      throw new InputException(
          source.file()
              + " brings no word: extend(vocabulary) must return"
              + " vocabulary.with(LayerSpec.class, \"my-layer\", MyLayer.class) or the like.");
    }
    return new NewWords(all, source.file() + " brings " + Words.all(brought));
  }

  private static Vocabulary extended(
      ExtensionSource source, Extension extension, Vocabulary before) {
    Vocabulary after;
    try {
      after = extension.extend(before);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
      throw ExtensionFault.of(source.file(), failure);
    }
    if (after == null || !keeps(before, after)) {
      throw new InputException(
          source.file()
              + ": "
              + extension.getClass().getName()
              + ".extend must return the vocabulary that it was given with more words, and returned"
              + " "
              + (after == null ? "null." : "one that lacks some of its words."));
    }
    return after;
  }

  private static boolean keeps(Vocabulary before, Vocabulary after) {
    return before.choices().stream()
        .allMatch(
            choice ->
                after.records(choice).entrySet().containsAll(before.records(choice).entrySet()));
  }

  private static void requireRecord(
      ExtensionSource source, Class<? extends Record> type, Vocabulary all) {
    Optional<String> fault;
    try {
      fault = RecordFaults.of(type, all);
    } catch (LinkageError missing) {
      throw ExtensionFault.of(source.file(), missing);
    }
    fault.ifPresent(
        words -> {
          throw new InputException(source.file() + ": " + words + ".");
        });
  }

  /** "LayerSpec" is a layer, "WarmUp" a warm up. */
  private static String name(Class<?> choice) {
    String simple = choice.getSimpleName().replaceFirst("(?<=.)Spec$", "");
    return List.of(simple.split("(?<=\\p{Lower})(?=\\p{Upper})")).stream()
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }
}

package org.vaelab.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Lists of words in messages, and the word a user may have meant. */
public final class Words {
  /** No word that is allowed is nearly as long. */
  private static final int LONGEST = 100;

  private Words() {}

  /**
   * A noun with its article.
   *
   * @param noun for example VAE or autoencoder
   * @return "a VAE", "an autoencoder"
   */
  public static String a(String noun) {
    return ("aeiou".indexOf(Character.toLowerCase(noun.charAt(0))) < 0 ? "a " : "an ") + noun;
  }

  /**
   * Words to choose from.
   *
   * @param words at least one
   * @return "a, b or c"
   */
  public static String either(Collection<String> words) {
    return joined(words, "or");
  }

  /**
   * Words together.
   *
   * @param words at least one
   * @return "a, b and c"
   */
  public static String all(Collection<String> words) {
    return joined(words, "and");
  }

  private static String joined(Collection<String> words, String last) {
    return String.join(", ", words).replaceFirst(", ([^,]*)$", " " + last + " $1");
  }

  /**
   * What a user may have meant.
   *
   * @param word that was given
   * @param allowed words
   * @return "; did you mean b?", or nothing where no word is near
   */
  public static String didYouMean(String word, Collection<String> allowed) {
    return nearest(word, allowed).map(found -> "; did you mean " + found + "?").orElse("");
  }

  /** The word with the fewest edits, where those are few. */
  static Optional<String> nearest(String word, Collection<String> allowed) {
    return nearest(word, allowed, Math.max(2, word.length() / 3));
  }

  /** The word with the fewest edits, at most so many. */
  static Optional<String> nearest(String word, Collection<String> allowed, int mostEdits) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    return allowed.stream()
        .filter(candidate -> edits(word, candidate) <= Math.min(mostEdits, candidate.length() - 1))
        .min(Comparator.comparingInt(candidate -> edits(word, candidate)));
  }

  /** Insertions, deletions, changes and swaps of neighbours between two words. */
  private static int edits(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
        least = Math.min(least, edits[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, edits[i - 2][j - 2] + 1);
        }
        edits[i][j] = least;
      }
    }
    return edits[a.length()][b.length()];
  }
}

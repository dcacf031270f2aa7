package org.vaelab.json;

/**
 * Brings words: found by {@link java.util.ServiceLoader} in a jar, and in a Java file that is named
 * with {@code --with}. It has a public constructor without parameters.
 */
public interface Extension {
  /**
   * Adds words.
   *
   * @param vocabulary the words so far
   * @return those and more, made by {@link Vocabulary#with}
   */
  Vocabulary extend(Vocabulary vocabulary);
}

package org.vaelab.experiments.spec;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words that {@code "type"} may have, for each choice in a spec, and the records they stand
 * for; the first is the default. A choice is an interface such as {@code ModelSpec} or {@code
 * FigureSpec}. Specs are read and written by it.
 */
public final class Vocabulary {
  private static final Vocabulary BUILT_IN = new Vocabulary(SpecTypes.ALL);

  private final Map<Class<?>, Map<String, SpecType>> choices;
  private final ObjectMapper mapper;

  private Vocabulary(Map<Class<?>, Map<String, SpecType>> choices) {
    this.choices = choices;
    this.mapper = SpecJson.mapper(choices);
  }

  /**
   * The words of vaelab itself.
   *
   * @return always the same
   */
  public static Vocabulary builtIn() {
    return BUILT_IN;
  }

  /**
   * These words and one more.
   *
   * @param choice the interface that is chosen from
   * @param word a new one
   * @param type a public record that implements it; its shortest constructor names what a spec must
   *     give, and its canonical one checks the values
   * @param <T> the choice
   * @return a larger vocabulary
   * @throws IllegalArgumentException when a spec has no such choice, the word or the record is
   *     there already, or it is no record
   */
  public <T> Vocabulary with(Class<T> choice, String word, Class<? extends T> type) {
    require(isChoice(choice), choice.getName() + " is no choice of a spec");
    require(type.isRecord(), type.getName() + " is no record");
    Map<String, SpecType> words = new LinkedHashMap<>(types(choice));
    require(!words.containsKey(word), "there is a " + word + " already");
    require(
        words.values().stream().noneMatch(each -> each.type() == type),
        type.getName() + " has a word already");
    words.put(word, new SpecType(type.asSubclass(Record.class), null));
    Map<Class<?>, Map<String, SpecType>> more = new LinkedHashMap<>(choices);
    more.put(choice, Collections.unmodifiableMap(words));
    return new Vocabulary(Collections.unmodifiableMap(more));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * The words of a choice.
   *
   * @param choice the interface that is chosen from
   * @return in their order; empty where a spec has no such choice
   */
  public Set<String> words(Class<?> choice) {
    return types(choice).keySet();
  }

  /** All choices that a spec has. */
  Set<Class<?>> choices() {
    return choices.keySet();
  }

  boolean isChoice(Class<?> type) {
    return choices.containsKey(type);
  }

  /** What each word of {@code choice} stands for. */
  Map<String, SpecType> types(Class<?> choice) {
    return choices.getOrDefault(choice, Map.of());
  }

  /** The type that a bare number stands for: the one that requires a single number. */
  Optional<SpecType> ofNumber(Class<?> choice) {
    return types(choice).values().stream()
        .filter(type -> type.shape().onlyRequiredNumber().isPresent())
        .findFirst();
  }

  /**
   * What each word of {@code choice} stands for with all its defaults.
   *
   * @param <T> the choice
   * @param choice the interface of a choice
   * @return by word, in the order they are listed to users
   */
  public <T> Map<String, T> standard(Class<T> choice) {
    Map<String, T> records = new LinkedHashMap<>();
    types(choice)
        .forEach(
            (word, type) -> {
              RecordShape<?> shape = type.shape();
              records.put(word, choice.cast(shape.create(shape.defaults(Map.of(), this))));
            });
    return records;
  }

  /** The word of what was chosen. */
  String word(Class<?> choice, Object chosen) {
    return types(choice).entrySet().stream()
        .filter(each -> each.getValue().type() == chosen.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Writes specs. */
  ObjectMapper mapper() {
    return mapper;
  }
}

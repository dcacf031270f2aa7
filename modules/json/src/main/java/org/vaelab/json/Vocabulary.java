package org.vaelab.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The words that {@code "type"} may have, for each choice in a JSON text, and the records they
 * stand for; the first is the default. A choice is an interface such as {@code ModelSpec} or {@code
 * FigureSpec}. Texts are read and written by it.
 *
 * <p>A vocabulary never changes; whatever adds a word gives another one.
 */
public final class Vocabulary {
  /** No choice and no word. */
  public static final Vocabulary EMPTY = new Vocabulary(Map.of(), Set.of());

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  private final Map<Class<?>, Map<String, WordType>> choices;
  private final Set<Class<?>> writtenShort;
  private final Supplier<ObjectMapper> mapper;

  private Vocabulary(Map<Class<?>, Map<String, WordType>> choices, Set<Class<?>> writtenShort) {
    this.choices = choices;
    this.writtenShort = writtenShort;
    this.mapper = new Once<>(() -> RecordJson.mapper(choices, writtenShort));
  }

  /**
   * These words and those of every {@link Extension} on the class path.
   *
   * @param loader whose class path
   * @return a larger vocabulary
   */
  public Vocabulary withExtensions(ClassLoader loader) {
    Vocabulary all = this;
    for (Extension extension : ServiceLoader.load(Extension.class, loader)) {
      all = extension.extend(all);
    }
    return all;
  }

  /**
   * These words and a choice that has none yet.
   *
   * @param choice an interface
   * @return a larger vocabulary
   * @throws IllegalArgumentException when the choice is there already
   */
  public Vocabulary withChoice(Class<?> choice) {
    require(!isChoice(choice), choice.getName() + " is a choice already");
    return changed(choice, Map.of(), writtenShort);
  }

  /**
   * The same, of records that are written as their word alone where they have no fields.
   *
   * @param choice an interface
   * @return a larger vocabulary
   * @throws IllegalArgumentException when the choice is there already
   */
  public Vocabulary withChoiceOfWords(Class<?> choice) {
    Set<Class<?>> more = new LinkedHashSet<>(writtenShort);
    more.add(choice);
    return withChoice(choice).changed(choice, Map.of(), more);
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
   * @throws IllegalArgumentException when there is no such choice, the word or the record is there
   *     already, or it is no record, or none of the choice
   */
  public <T> Vocabulary with(Class<T> choice, String word, Class<? extends T> type) {
    require(type.isRecord(), type.getName() + " is no record");
    require(
        types(choice).values().stream().noneMatch(each -> each.type() == type),
        type.getName() + " has a word already");
    return with(choice, word, new WordType(type.asSubclass(Record.class), null));
  }

  /**
   * These words and one more, for a record whose defaults are those of {@code preset}.
   *
   * @param choice the interface that is chosen from
   * @param word a new one
   * @param preset a public record that implements it
   * @param <T> the choice
   * @return a larger vocabulary
   * @throws IllegalArgumentException when there is no such choice, the word is there already, or it
   *     is no record
   */
  public <T> Vocabulary withPreset(Class<T> choice, String word, T preset) {
    require(preset instanceof Record, preset.getClass().getName() + " is no record");
    Record record = (Record) preset;
    return with(choice, word, new WordType(record.getClass(), record));
  }

  private Vocabulary with(Class<?> choice, String word, WordType type) {
    require(isChoice(choice), choice.getName() + " is no choice of a spec");
    require(
        WORD.matcher(word).matches(),
        "a word is letters, digits and hyphens, and begins with a letter; was \"" + word + "\"");
    require(
        choice.isAssignableFrom(type.type()),
        type.type().getName() + " does not implement " + choice.getName());
    Map<String, WordType> words = new LinkedHashMap<>(types(choice));
    require(!words.containsKey(word), "there is a " + word + " already");
    words.put(word, type);
    return changed(choice, words, writtenShort);
  }

  private Vocabulary changed(
      Class<?> choice, Map<String, WordType> words, Set<Class<?>> allWrittenShort) {
    Map<Class<?>, Map<String, WordType>> more = new LinkedHashMap<>(choices);
    more.put(choice, Collections.unmodifiableMap(words));
    return new Vocabulary(
        Collections.unmodifiableMap(more), Collections.unmodifiableSet(allWrittenShort));
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
   * @return in their order; empty where there is no such choice
   */
  public Set<String> words(Class<?> choice) {
    return types(choice).keySet();
  }

  /**
   * All choices.
   *
   * @return the interfaces that are chosen from
   */
  public Set<Class<?>> choices() {
    return choices.keySet();
  }

  /**
   * The records that a choice can be.
   *
   * @param choice the interface that is chosen from
   * @return by word; several words may stand for one record, with other defaults
   */
  public Map<String, Class<? extends Record>> records(Class<?> choice) {
    Map<String, Class<? extends Record>> records = new LinkedHashMap<>();
    types(choice).forEach((word, type) -> records.put(word, type.type()));
    return records;
  }

  /**
   * What must be given with each word of a choice.
   *
   * @param choice the interface that is chosen from
   * @return the names of the required fields by word
   */
  public Map<String, List<String>> required(Class<?> choice) {
    Map<String, List<String>> required = new LinkedHashMap<>();
    types(choice).forEach((word, type) -> required.put(word, type.shape().required()));
    return required;
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

  /**
   * The word of what was chosen.
   *
   * @param choice the interface that is chosen from
   * @param chosen one of its records
   * @return the first word that stands for its class
   */
  public String word(Class<?> choice, Object chosen) {
    return types(choice).entrySet().stream()
        .filter(each -> each.getValue().type() == chosen.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  boolean isChoice(Class<?> type) {
    return choices.containsKey(type);
  }

  /** What each word of {@code choice} stands for. */
  Map<String, WordType> types(Class<?> choice) {
    return choices.getOrDefault(choice, Map.of());
  }

  /** The type that a bare number stands for: the one that requires a single number. */
  Optional<WordType> ofNumber(Class<?> choice) {
    return types(choice).values().stream()
        .filter(type -> type.shape().onlyRequiredNumber().isPresent())
        .findFirst();
  }

  /** Writes records. */
  ObjectMapper mapper() {
    return mapper.get();
  }
}

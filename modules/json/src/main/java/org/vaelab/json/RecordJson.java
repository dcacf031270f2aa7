package org.vaelab.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes records as the JSON that reads back to them, every default filled in. */
public final class RecordJson {
  /** Gives the records of a choice their "type". */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Typed {}

  /** None where the record itself is asked for, as in a list of convolutions. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
  private interface Untyped {}

  private RecordJson() {}

  /**
   * The JSON of a value.
   *
   * @param value any
   * @param vocabulary its words
   * @return indented, ending in a line feed
   */
  public static String indented(Object value, Vocabulary vocabulary) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return vocabulary.mapper().writer(printer).writeValueAsString(value) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("records of numbers and words are JSON", impossible);
    }
  }

  /**
   * The JSON of a value, as a tree.
   *
   * @param value any
   * @param vocabulary its words
   * @return what {@link #indented} writes
   */
  public static JsonNode tree(@Nullable Object value, Vocabulary vocabulary) {
    return vocabulary.mapper().valueToTree(value);
  }

  static ObjectMapper mapper(
      Map<Class<?>, Map<String, WordType>> choices, Set<Class<?>> writtenShort) {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            // A record is its components, whatever else its methods are called.
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    choices.forEach(
        (choice, types) -> {
          builder.addMixIn(choice, Typed.class);
          types.forEach(
              (word, type) -> {
                // A preset is written out in full, as the type it is a preset of.
                if (type.preset() == null) {
                  builder.registerSubtypes(new NamedType(type.type(), word));
                  builder.addMixIn(type.type(), Untyped.class);
                }
              });
        });
    SimpleModule written = new SimpleModule();
    written.addSerializer(Path.class, ToStringSerializer.instance);
    for (Class<?> choice : writtenShort) {
      choices
          .getOrDefault(choice, Map.of())
          .forEach((word, type) -> writeShort(written, word, type));
    }
    return builder.addModule(written).build();
  }

  /** A record without fields is written as people write it: by its word. */
  private static void writeShort(SimpleModule module, String word, WordType type) {
    if (type.shape().names().isEmpty()) {
      module.addSerializer(type.type(), new WordSerializer<>(word));
    }
  }

  private static final class WordSerializer<T> extends JsonSerializer<T> {
    private final String word;

    WordSerializer(String word) {
      this.word = word;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(word);
    }

    @Override
    public void serializeWithType(
        T value, JsonGenerator json, SerializerProvider provider, TypeSerializer type)
        throws IOException {
      serialize(value, json, provider);
    }
  }
}

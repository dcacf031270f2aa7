package org.vaelab.experiments.spec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
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
import org.jspecify.annotations.Nullable;
import org.vaelab.data.Dataset;

/** Writes a spec as the JSON that reads back to it, every default filled in. */
public final class SpecJson {
  /** Gives the records of a choice their "type". */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Typed {}

  /** None where the record itself is asked for, as in a list of convolutions. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
  private interface Untyped {}

  private SpecJson() {}

  /**
   * The JSON of a spec of built-in words.
   *
   * @param spec any
   * @return indented, ending in a line feed
   */
  public static String write(ExperimentSpec spec) {
    return write(spec, Vocabulary.builtIn());
  }

  /**
   * The JSON of a spec.
   *
   * @param spec any
   * @param vocabulary its words
   * @return indented, ending in a line feed
   */
  public static String write(ExperimentSpec spec, Vocabulary vocabulary) {
    return indented(spec, vocabulary);
  }

  /** Any value's JSON, indented, ending in a line feed. */
  static String indented(Object value, Vocabulary vocabulary) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return vocabulary.mapper().writer(printer).writeValueAsString(value) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("records of numbers and words are JSON", impossible);
    }
  }

  /**
   * A spec, or a part of one, as a JSON tree.
   *
   * @param value any
   * @param vocabulary its words
   * @return what {@link #write} writes
   */
  public static com.fasterxml.jackson.databind.JsonNode tree(
      @Nullable Object value, Vocabulary vocabulary) {
    return vocabulary.mapper().valueToTree(value);
  }

  static ObjectMapper mapper(Map<Class<?>, Map<String, SpecType>> choices) {
    JsonMapper.Builder builder =
        JsonMapper.builder()
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
    choices
        .getOrDefault(Dataset.class, Map.of())
        .forEach((word, type) -> writeShort(written, word, type));
    return builder.addModule(written).build();
  }

  /** A data set without fields is written as people write it: by its word. */
  private static void writeShort(SimpleModule module, String word, SpecType type) {
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

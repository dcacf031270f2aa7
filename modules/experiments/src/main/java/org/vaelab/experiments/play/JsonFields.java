package org.vaelab.experiments.play;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object that was sent: each known, each in its range. */
final class JsonFields {
  /** What a prior or a posterior has is far inside; beyond, networks give infinities. */
  private static final double LARGEST = 1000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonNode tree;

  private JsonFields(JsonNode tree) {
    this.tree = tree;
  }

  static JsonFields parse(byte[] text, Set<String> known) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(text);
    } catch (IOException wrong) {
      throw Refusal.wrong("What was sent is no JSON.");
    }
    if (!tree.isObject()) {
      throw Refusal.wrong("What is sent must be a JSON object.");
    }
    List<String> names = List.copyOf(known);
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw Refusal.wrong("Known fields are " + String.join(", ", names) + ".");
              }
            });
    return new JsonFields(tree);
  }

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (IOException impossible) {
      throw new AssertionError("numbers and words are JSON", impossible);
    }
  }

  private @Nullable JsonNode given(String name) {
    JsonNode node = tree.get(name);
    return node == null || node.isNull() ? null : node;
  }

  /** A whole number; {@code standard} where there is none. */
  int whole(String name, int from, int to, int standard) {
    JsonNode node = given(name);
    if (node == null) {
      return standard;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < from
        || node.intValue() > to) {
      throw Refusal.wrong(name + " must be a whole number from " + from + " to " + to + ".");
    }
    return node.intValue();
  }

  /** A number; {@code standard} where there is none. */
  double number(String name, double from, double to, double standard) {
    JsonNode node = given(name);
    return node == null ? standard : number(name, node, from, to);
  }

  private static double number(String name, JsonNode node, double from, double to) {
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= from && value <= to)) {
      throw Refusal.wrong(name + " must be of numbers from " + from + " to " + to + ".");
    }
    return value;
  }

  /** Shares of classes, each from 0 to 1; empty where there are none. */
  float[] shares(String name) {
    JsonNode node = given(name);
    return node == null ? new float[0] : numbers(name, node, 0, 1);
  }

  /** Codes: 1 to {@code most} lists of numbers. */
  float[][] codes(String name, int most) {
    JsonNode node = given(name);
    if (node == null || !node.isArray() || node.isEmpty() || node.size() > most) {
      throw Refusal.wrong(name + " must be a list of 1 to " + most + " codes.");
    }
    float[][] codes = new float[node.size()][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = numbers(name, node.get(i), -LARGEST, LARGEST);
    }
    return codes;
  }

  private static float[] numbers(String name, JsonNode list, double from, double to) {
    if (!list.isArray()) {
      throw Refusal.wrong(name + " must be of lists of numbers.");
    }
    float[] numbers = new float[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) number(name, list.get(i), from, to);
    }
    return numbers;
  }
}

package org.vaelab.json;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.vaelab.json.JsonValue.Literal;
import org.vaelab.json.JsonValue.Numeral;
import org.vaelab.json.JsonValue.Text;

/** Strings, paths, numbers, truth values and words; nothing is converted silently. */
final class ScalarBinder {
  private final Problems problems;
  private final Path folder;

  /** Paths are relative to {@code folder}. */
  ScalarBinder(Problems problems, Path folder) {
    this.problems = problems;
    this.folder = folder;
  }

  /** The value, or nothing with a problem added. */
  Optional<Object> bind(JsonValue node, Class<?> type, String path) {
    if (type == String.class) {
      return node instanceof Text text
          ? Optional.of(text.value())
          : refuse(node, path, "must be a string");
    }
    if (type == boolean.class) {
      return node instanceof Literal literal && !literal.value().equals("null")
          ? Optional.of(Boolean.valueOf(literal.value()))
          : refuse(node, path, "must be true or false");
    }
    if (type == Path.class) {
      return path(node, path);
    }
    if (type.isEnum()) {
      return word(node, type, path);
    }
    if (!(node instanceof Numeral numeral)) {
      return refuse(node, path, "must be a number");
    }
    return type == double.class || type == Double.class
        ? decimal(numeral, path)
        : whole(numeral, type, path);
  }

  private Optional<Object> decimal(Numeral numeral, String path) {
    double value = Double.parseDouble(numeral.value());
    return Double.isFinite(value)
        ? Optional.of(value)
        : refuse(numeral, path, "must be a number that a double can hold");
  }

  private Optional<Object> whole(Numeral numeral, Class<?> type, String path) {
    try {
      BigDecimal value = new BigDecimal(numeral.value());
      if (numeral.value().contains(".")) {
        return refuse(numeral, path, "must be a whole number");
      }
      return type == long.class || type == Long.class
          ? Optional.of(value.longValueExact())
          : Optional.of(value.intValueExact());
    } catch (ArithmeticException | NumberFormatException outside) {
      String range =
          type == long.class || type == Long.class
              ? Long.MIN_VALUE + " to " + Long.MAX_VALUE
              : Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
      return refuse(numeral, path, "must be a whole number from " + range);
    }
  }

  /** Absolute; on the command line people mean the folder they are in. */
  private Optional<Object> path(JsonValue node, String path) {
    if (node instanceof Text text && !text.value().isBlank()) {
      try {
        Path base = node.position().line() == 0 ? Path.of("") : folder;
        return Optional.of(base.resolve(text.value()).toAbsolutePath().normalize());
      } catch (InvalidPathException impossible) {
        return refuse(node, path, "must be a path that a file or folder can have");
      }
    }
    return refuse(node, path, "must be the path of a file or folder");
  }

  private Optional<Object> word(JsonValue node, Class<?> type, String path) {
    List<Object> constants = Arrays.asList((Object[]) type.getEnumConstants());
    List<String> words = constants.stream().map(Object::toString).toList();
    if (node instanceof Text text && words.contains(text.value())) {
      return Optional.of(constants.get(words.indexOf(text.value())));
    }
    problems.add(
        node.position(),
        path,
        "must be " + Words.either(words) + ", was " + node.shown() + didYouMean(node, words));
    return Optional.empty();
  }

  static String didYouMean(JsonValue node, Collection<String> words) {
    return node instanceof Text text ? Words.didYouMean(text.value(), words) : "";
  }

  private Optional<Object> refuse(JsonValue node, String path, String expectation) {
    problems.add(node.position(), path, expectation + ", was " + node.shown());
    return Optional.empty();
  }
}

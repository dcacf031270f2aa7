package org.vaelab.spec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Specs damaged at random, a little or a lot, the same for the same seed. */
final class SpecMutations {
  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[\\w.+-]+|[{}\\[\\],:]");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "-0.0",
          "1.5",
          "2147483647",
          "2147483648",
          "-9223372036854775809",
          "1e308",
          "1e309",
          "1e-400",
          "1e2147483648",
          "9".repeat(400),
          "9".repeat(2000),
          "{}",
          "[]",
          "[[1], {\"a\": [2]}]",
          "\"\"",
          "\"cnn\"",
          "\"" + "long ".repeat(500) + "\"",
          "\"\\u0000\\u001b[31m\\u202e\\ud83d\\ude00\"",
          "\"\\ud83d\"",
          "\"\u4e2d\u0301\uFEFF\u00a0\"",
          "[".repeat(2000),
          "{\"a\":".repeat(150) + "1" + "}".repeat(150),
          "[" + "1,".repeat(300) + "1]",
          "NaN",
          "01",
          "'x'",
          "// no");

  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "0",
          "0.5",
          "1",
          "2",
          "3",
          "4",
          "7",
          "28",
          "32",
          "100",
          "1000",
          "10000",
          "1000000",
          "2147483647",
          "1e-38",
          "1e38",
          "1e-7");

  private static final List<String> PATHS =
      List.of(
          "seed",
          "data.limit",
          "data.dataset",
          "model.latent",
          "model.encoder",
          "model.encoder.hidden",
          "model.decoder.output",
          "loss.likelihood",
          "loss.objective.beta",
          "training",
          "training.optimizer.type",
          "training.schedule",
          "figures",
          "figures[0]",
          "figures[0].epochs",
          "");

  private static final String ODD = "\u0000\u001b\u007f\u009b\u202e\u2028\uFEFF\u00e9\u4e2d\t\r\n";

  private final Random random;
  private final List<String> originals;
  private final List<String> names;
  private final List<String> words;

  /** Mutations of {@code originals}. */
  SpecMutations(List<String> originals, long seed) {
    this.random = new Random(seed);
    this.originals = originals;
    this.names =
        originals.stream()
            .flatMap(text -> tokens(text).stream())
            .filter(token -> token.startsWith("\""))
            .map(token -> token.substring(1, token.length() - 1))
            .distinct()
            .sorted()
            .toList();
    this.words =
        names.stream().filter(name -> name.matches("[a-z0-9-]+")).map(w -> '"' + w + '"').toList();
  }

  /** The next damaged file; some of them are whole. */
  byte[] file() {
    String text = pick(originals);
    int changes = random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      text = changed(text);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return random.nextInt(6) == 0 ? changed(bytes) : bytes;
  }

  /** The next values for {@code --set}; most often there are none. */
  List<String> assignments() {
    List<String> assignments = new ArrayList<>();
    while (random.nextInt(5) == 0) {
      StringBuilder path = new StringBuilder();
      int steps = 1 + random.nextInt(4);
      for (int i = 0; i < steps; i++) {
        path.append(pick(List.of(".", ".", ".", "", "[0]", "[7].", "..", "[", "]", "=")));
        path.append(pick(names));
      }
      String start = random.nextInt(4) == 0 ? path.toString() : path.toString().replace("..", "");
      assignments.add((random.nextBoolean() ? start : pick(PATHS)) + "=" + pick(VALUES));
    }
    return assignments;
  }

  private String changed(String text) {
    List<String> tokens = new ArrayList<>(tokens(text));
    if (tokens.isEmpty()) {
      return text;
    }
    int place = random.nextInt(tokens.size());
    int other = random.nextInt(tokens.size());
    switch (random.nextInt(16)) {
      case 0 -> tokens.remove(place);
      case 1 -> tokens.set(place, pick(VALUES));
      case 2 -> tokens.add(place, tokens.get(other));
      case 3 -> {
        String first = tokens.get(place);
        tokens.set(place, tokens.get(other));
        tokens.set(other, first);
      }
      case 4 -> {
        // A field a second time, or nearly so.
        int from = Math.min(place, other);
        tokens.addAll(from, List.copyOf(tokens.subList(from, Math.min(from + 4, tokens.size()))));
      }
      case 5 -> tokens.add(place, "\"" + pick(names) + "\": " + pick(VALUES) + ",");
      case 6 -> tokens.set(place, inserted(tokens.get(place)));
      case 7 -> tokens.subList(place, tokens.size()).clear();
      // Mostly the field stays one, so that what the values mean together is tried as well.
      case 8, 9, 10, 11, 12 -> replace(tokens, place, "[\\d.eE+-]+", NUMBERS);
      case 13, 14 -> replace(tokens, place, "\"[a-z0-9-]+\"", words);
      default -> replace(tokens, place, "true|false|null", List.of("true", "false", "null"));
    }
    return String.join(" ", tokens);
  }

  /** Changes the first token of that kind from {@code place} on. */
  private void replace(List<String> tokens, int place, String kind, List<String> others) {
    for (int i = place; i < tokens.size(); i++) {
      boolean name = i + 1 < tokens.size() && tokens.get(i + 1).equals(":");
      if (!name && tokens.get(i).matches(kind)) {
        tokens.set(i, pick(others));
        return;
      }
    }
  }

  private String inserted(String token) {
    int at = random.nextInt(token.length() + 1);
    return token.substring(0, at) + ODD.charAt(random.nextInt(ODD.length())) + token.substring(at);
  }

  private byte[] changed(byte[] bytes) {
    if (random.nextInt(8) == 0) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
    byte[] changed = bytes.clone();
    int edits = 1 + random.nextInt(4);
    for (int i = 0; i < edits && changed.length > 0; i++) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  private static List<String> tokens(String text) {
    return TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

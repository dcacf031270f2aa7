package org.vaelab.experiments.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * What the arrays of another program are called here.
 *
 * @param names ours by theirs; where theirs ends in a dot, it is the beginning of many names
 */
public record Renaming(Map<String, String> names) {
  /** Every array keeps its name. */
  public static final Renaming NONE = new Renaming(Map.of());

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a file: a JSON object of ours by theirs, or lines of theirs and ours with space between;
   * what follows a {@code #} is a comment.
   *
   * @param file text in UTF-8
   * @return the names
   * @throws InputException when it cannot be read, or a line is none of these
   */
  public static Renaming read(Path file) {
    try {
      String text = Files.readString(file);
      return new Renaming(
          text.stripLeading().startsWith("{") ? json(file, text) : lines(file, text));
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  private static Map<String, String> json(Path file, String text) {
    Map<String, String> names = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonNode> each : MAPPER.readTree(text).properties()) {
        if (!each.getValue().isTextual()) {
          throw new InputException(
              file + " must have a name after \"" + each.getKey() + "\", was " + each.getValue());
        }
        names.put(each.getKey(), each.getValue().asText());
      }
      return names;
    } catch (JsonProcessingException wrong) {
      throw new InputException(
          file
              + ":"
              + wrong.getLocation().getLineNr()
              + ":"
              + wrong.getLocation().getColumnNr()
              + " is no JSON object of names: "
              + wrong.getOriginalMessage(),
          wrong);
    }
  }

  private static Map<String, String> lines(Path file, String text) {
    Map<String, String> names = new LinkedHashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      String[] words = line.split("\\s+");
      if (line.isEmpty()) {
        continue;
      }
      if (words.length != 2) {
        throw new InputException(
            file + ":" + (i + 1) + " must be \"theirs ours\", two names, was \"" + line + '"');
      }
      if (names.putIfAbsent(words[0], words[1]) != null) {
        throw new InputException(file + ":" + (i + 1) + " renames " + words[0] + " once more");
      }
    }
    return names;
  }

  /** Our name of an array: by its whole name, or by the longest beginning. */
  String apply(String name) {
    String whole = names.get(name);
    if (whole != null) {
      return whole;
    }
    for (int dot = name.lastIndexOf('.'); dot >= 0; dot = name.lastIndexOf('.', dot - 1)) {
      String ours = names.get(name.substring(0, dot + 1));
      if (ours != null) {
        return ours + name.substring(dot + 1);
      }
    }
    return name;
  }

  /** A problem for each name that no array has. */
  List<String> unused(Collection<String> arrays) {
    List<String> problems = new ArrayList<>();
    for (String theirs : names.keySet()) {
      boolean used =
          theirs.endsWith(".")
              ? arrays.stream().anyMatch(each -> each.startsWith(theirs))
              : arrays.contains(theirs);
      if (!used) {
        problems.add("renamed, but not in the file: " + theirs);
      }
    }
    return problems;
  }
}

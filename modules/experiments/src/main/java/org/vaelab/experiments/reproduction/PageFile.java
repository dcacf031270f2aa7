package org.vaelab.experiments.reproduction;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/** The file of a system's page, which may be a stranger's. */
final class PageFile {
  private static final int LONGEST = 1 << 20;

  private PageFile() {}

  /** Reads and checks that of a system; everything that is wrong is said with its place. */
  static SystemPage read(Path system, String name) {
    Path file = system.resolve(name);
    SystemPage page = bound(file);
    PageProblems problems = new PageProblems(file, String.valueOf(system.getFileName()));
    problems.find(page);
    problems.throwIfAny();
    return page;
  }

  private static SystemPage bound(Path file) {
    String text = text(file);
    try {
      @Nullable SystemPage page = JsonMapper.builder().build().readValue(text, SystemPage.class);
      if (page == null) {
        throw new InputException(file + " must hold a JSON object.");
      }
      return page;
    } catch (JsonMappingException wrong) {
      if (wrong.getCause() instanceof JsonProcessingException syntax) {
        throw noJson(file, syntax);
      }
      String path = path(wrong);
      throw new InputException(
          file + (path.isEmpty() ? " must hold a JSON object." : ": " + path + reason(wrong)),
          wrong);
    } catch (JsonProcessingException syntax) {
      throw noJson(file, syntax);
    }
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new InputException(
            String.format(
                Locale.ROOT, "%s is longer than %,d bytes, which no page is.", file, LONGEST));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  private static InputException noJson(Path file, JsonProcessingException syntax) {
    @Nullable JsonLocation at = syntax.getLocation();
    String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
    String reason =
        syntax instanceof StreamConstraintsException
            ? "it is nested too deeply, or a name or number is too long"
            : String.valueOf(syntax.getOriginalMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst(" \\(start marker at .*", "");
    return new InputException(file + place + " is not JSON: " + reason, syntax);
  }

  /** Such as {@code rows[0].checks}; empty for the page itself. */
  private static String path(JsonMappingException wrong) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference each : wrong.getPath()) {
      if (each.getFieldName() == null) {
        path.append('[').append(each.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(each.getFieldName());
      }
    }
    return path.toString();
  }

  private static String reason(JsonMappingException wrong) {
    if (wrong instanceof UnrecognizedPropertyException unknown) {
      return " is unknown; there may be "
          + String.join(
              ", ", unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList());
    }
    if (wrong instanceof InvalidTypeIdException type) {
      return type.getTypeId() == null
          ? " has no type"
          : " is of the unknown type \"" + type.getTypeId() + '"';
    }
    return " is of the wrong kind";
  }
}

package org.vaelab.experiments.play;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of the page, by their path: what is not among them cannot be asked for. */
final class Pages {
  static final String START = "/";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "svg", "image/svg+xml");

  private static final String[] FILES = {
    "play.html",
    "play.css",
    "play.js",
    "server.js",
    "panel.js",
    "plane.js",
    "sketch.js",
    "pixels.js",
    "training.js",
    "icon.svg"
  };

  private final Map<String, Answer> answers = new TreeMap<>();

  Pages() {
    for (String file : FILES) {
      String type = TYPES.get(file.substring(file.indexOf('.') + 1));
      String path = file.equals("play.html") ? START : START + file;
      answers.put(path, new Answer(200, String.valueOf(type), content(file)));
    }
  }

  private static byte[] content(String file) {
    try (InputStream stream = Pages.class.getResourceAsStream("page/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("the page's " + file + " is not in the program");
      }
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Nullable Answer at(String path) {
    return answers.get(path);
  }
}

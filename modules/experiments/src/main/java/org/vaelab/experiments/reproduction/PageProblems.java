package org.vaelab.experiments.reproduction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.PlannedRun;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.reproduction.SystemPage.Shown;
import org.vaelab.input.InputException;

/** Everything that is wrong with a page; what is missing in its file is null, whatever its type. */
final class PageProblems {
  /** No parts of a path, drives or control characters. */
  private static final Pattern PLAIN = Pattern.compile("(?!\\.{1,2}$)[^/\\\\:\\p{Cntrl}]+");

  private static final Pattern TOO_LATE = Pattern.compile(".+-epoch-\\d{10,}\\..+");

  private final Path file;
  private final String folder;
  private final List<String> found = new ArrayList<>();
  private final List<String> planned = new ArrayList<>();

  PageProblems(Path file, String folder) {
    this.file = file;
    this.folder = folder;
  }

  void find(SystemPage page) {
    folderName(page.name());
    text("title", page.title());
    text("about", page.about());
    each("runs", page.runs(), this::run);
    each("rows", page.rows(), this::row);
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InputException(String.join("\n", found));
    }
  }

  private void folderName(@Nullable String name) {
    if (!folder.equals(name)) {
      add(
          "name",
          "must be \""
              + folder
              + "\", as its folder is called, "
              + (name == null ? "and is missing" : "was " + shown(name)));
    }
  }

  private void run(String path, PlannedRun run) {
    plainName(path + ".spec", run.spec());
    atLeast(path + ".quickEpochs", run.quickEpochs(), 1);
    planned.add(run.spec());
  }

  private void row(String path, Row row) {
    text(path + ".figure", row.figure());
    text(path + ".published", row.published());
    text(path + ".why", row.why());
    each(path + ".pictures", row.pictures(), this::picture);
    each(path + ".checks", row.checks(), this::check);
  }

  private void picture(String path, Shown shown) {
    plannedRun(path + ".run", shown.run());
    plainName(path + ".picture", shown.picture());
    text(path + ".caption", shown.caption());
    if (shown.picture() != null && TOO_LATE.matcher(shown.picture()).matches()) {
      add(path + ".picture", "must name an epoch of at most nine digits");
    }
  }

  private void check(String path, Check check) {
    text(path + ".name", check.name());
    plannedRun(path + ".run", check.run());
    text(path + ".source", check.source());
    if (isThere(path + ".measure", check.measure())) {
      measure(path + ".measure", check.measure());
    }
  }

  private void measure(String path, Measure measure) {
    if (measure instanceof Measure.Column column) {
      text(path + ".column", column.column());
      atLeast(path + ".from", column.from() == null ? 1 : column.from(), 1);
    } else if (measure instanceof Measure.NearestNeighbour nearest) {
      atLeast(path + ".images", nearest.images(), 2);
    } else if (measure instanceof Measure.WithinDigitDeviation deviation
        && deviation.over() != null) {
      plannedRun(path + ".over", deviation.over());
    }
  }

  private interface Part<T> {
    void check(String path, T part);
  }

  private <T> void each(String path, @Nullable List<T> parts, Part<T> checks) {
    if (parts == null) {
      text(path, null);
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      String place = path + "[" + i + "]";
      if (isThere(place, parts.get(i))) {
        checks.check(place, parts.get(i));
      }
    }
  }

  private void plannedRun(String path, @Nullable String run) {
    if (isThere(path, run) && !planned.contains(run)) {
      add(path, "must be the spec of one of runs, was " + shown(run));
    }
  }

  private void plainName(String path, @Nullable String name) {
    if (isThere(path, name) && !PLAIN.matcher(name).matches()) {
      add(path, "must be the plain name of a file, was " + shown(name));
    }
  }

  private void atLeast(String path, int value, int least) {
    if (value < least) {
      add(path, "must be >= " + least + ", was " + value);
    }
  }

  private void text(String path, @Nullable String value) {
    isThere(path, value);
  }

  private boolean isThere(String path, @Nullable Object value) {
    if (value == null) {
      add(path, "is missing");
    }
    return value != null;
  }

  private void add(String path, String message) {
    found.add(file + ": " + path + " " + message);
  }

  private static String shown(@Nullable String value) {
    return '"' + String.valueOf(value).replaceAll("\\p{Cntrl}", "?") + '"';
  }
}

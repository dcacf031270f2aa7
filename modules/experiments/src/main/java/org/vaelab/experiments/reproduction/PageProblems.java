package org.vaelab.experiments.reproduction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.Original;
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
    text("author", page.author());
    address("project", page.project());
    hash("commit", page.commit());
    text("licence", page.licence());
    text("about", page.about());
    text("wrong", page.wrong());
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
    if (run.corrects() != null) {
      plannedRun(path + ".corrects", run.corrects());
    }
    planned.add(run.spec());
  }

  private void row(String path, Row row) {
    text(path + ".figure", row.figure());
    text(path + ".published", row.published());
    text(path + ".why", row.why());
    if (row.publishedEpochs() != null) {
      atLeast(path + ".publishedEpochs", row.publishedEpochs(), 1);
    }
    each(path + ".originals", row.originals(), this::original);
    each(path + ".pictures", row.pictures(), this::picture);
    each(path + ".checks", row.checks(), this::check);
  }

  private void original(String path, Original original) {
    text(path + ".path", original.path());
    if (original.commit() != null) {
      hash(path + ".commit", original.commit());
    }
    if (original.copy() != null) {
      plainName(path + ".copy", original.copy());
    }
  }

  private void picture(String path, Shown shown) {
    plannedRun(path + ".run", shown.run());
    plainName(path + ".picture", shown.picture());
    text(path + ".caption", shown.caption());
    if (shown.picture() != null && TOO_LATE.matcher(shown.picture()).matches()) {
      add(path + ".picture", "must name an epoch of at most nine digits");
    }
    if (shown.epochs() != null) {
      each(path + ".epochs", shown.epochs(), (place, epoch) -> atLeast(place, epoch, 0));
    }
  }

  private void check(String path, Check check) {
    text(path + ".name", check.name());
    plannedRun(path + ".run", check.run());
    text(path + ".source", check.source());
    if (check.reference() != null) {
      isThere(path + ".kind", check.kind());
    }
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
    } else if (measure instanceof Measure.LatentReach reach) {
      atLeast(path + ".images", reach.images(), 1);
    } else if (measure instanceof Measure.ClassAccuracy accuracy) {
      classifier(path + ".classifier", accuracy.classifier());
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

  private void classifier(String path, @Nullable String name) {
    isThere(path, name);
    if (name != null) {
      String[] parts = name.split("/", -1);
      if (parts.length != 2 || !isPlain(parts[0]) || !isPlain(parts[1])) {
        add(path, "must be a system and a spec, such as asahi417/classifier, was " + shown(name));
      }
    }
  }

  private void address(String path, @Nullable String address) {
    isThere(path, address);
    if (address != null && !address.matches("https://[\\w./~-]+")) {
      add(path, "must be an address that begins with https://, was " + shown(address));
    }
  }

  private void hash(String path, @Nullable String hash) {
    isThere(path, hash);
    if (hash != null && !hash.matches("[0-9a-f]{40}")) {
      add(path, "must be the 40 digits of a commit, was " + shown(hash));
    }
  }

  private static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches();
  }

  private void plainName(String path, @Nullable String name) {
    isThere(path, name);
    if (name != null && !isPlain(name)) {
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

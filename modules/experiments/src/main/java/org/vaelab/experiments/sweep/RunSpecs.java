package org.vaelab.experiments.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.InputException;
import org.vaelab.json.JsonValue;
import org.vaelab.json.Vocabulary;
import org.vaelab.json.Words;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;

/**
 * The specs of a sweep, each checked.
 *
 * @param file the sweep
 * @param drafts in the order of the table: configuration by configuration, seed by seed
 */
public record RunSpecs(SweepFile file, List<Draft> drafts) {
  /** So many runs are started without being asked for twice. */
  public static final int UNASKED = 1000;

  private static final int MOST_PROBLEMS = 50;

  /**
   * A run whose data are not known yet.
   *
   * @param configuration which one, from 0
   * @param values of the varied fields by path
   * @param spec of the run
   */
  public record Draft(int configuration, Map<String, JsonValue> values, ExperimentSpec spec) {}

  /**
   * How many runs a sweep has; counted, not made.
   *
   * @param file the sweep
   * @return at most a million and one for each seed
   */
  public static long count(SweepFile file) {
    return Configurations.count(file) * Math.max(1, file.spec().seeds().size());
  }

  /**
   * Refuses what nobody would wait for, unless it is meant.
   *
   * @param file the sweep
   * @param meant whether the user said so
   * @throws InputException naming the number of runs
   */
  public static void checkSize(SweepFile file, boolean meant) {
    long count = count(file);
    if (count > Configurations.MOST) {
      throw new InputException(
          file.file() + " has more than a million runs; no more than that can be in a sweep.");
    }
    if (count > UNASKED && !meant) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s has %,d runs; give --yes if so many are meant.",
              file.file(),
              count));
    }
  }

  /**
   * Makes and checks all specs.
   *
   * @param file the sweep
   * @param vocabulary the words that they may use
   * @return the specs
   * @throws InputException naming everything that is wrong with any of them, a line each
   */
  public static RunSpecs of(SweepFile file, Vocabulary vocabulary) {
    return of(file, vocabulary, null);
  }

  /**
   * Makes and checks one spec alone.
   *
   * @param file the sweep
   * @param vocabulary the words that it may use
   * @param index which one, from 0
   * @return one draft
   * @throws InputException where there is no such run, or its spec is wrong
   */
  public static RunSpecs one(SweepFile file, Vocabulary vocabulary, int index) {
    long count = count(file);
    if (index < 0 || index >= count) {
      throw new InputException(
          "--index must be from 0 to " + (count - 1) + ", the runs of the sweep, was " + index);
    }
    return of(file, vocabulary, index);
  }

  private static RunSpecs of(SweepFile file, Vocabulary vocabulary, @Nullable Integer only) {
    SpecFile.Base base = base(file, vocabulary);
    List<Draft> drafts = new ArrayList<>();
    Set<String> problems = new LinkedHashSet<>();
    List<Map<String, JsonValue>> configurations = Configurations.of(file);
    int run = 0;
    for (int i = 0; i < configurations.size() && problems.size() < MOST_PROBLEMS; i++) {
      for (Map<String, JsonValue> changes : seeded(file, configurations.get(i))) {
        if (only == null || only == run) {
          try {
            ExperimentSpec spec = base.with(changes);
            checkMetric(file, spec, problems);
            drafts.add(new Draft(i, configurations.get(i), spec));
          } catch (InputException wrong) {
            problems.addAll(List.of(String.valueOf(wrong.getMessage()).split("\n")));
          }
        }
        run++;
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(String.join("\n", problems.stream().limit(MOST_PROBLEMS).toList()));
    }
    return new RunSpecs(file, List.copyOf(drafts));
  }

  private static SpecFile.Base base(SweepFile file, Vocabulary vocabulary) {
    try {
      return SpecFile.Base.read(file.spec().base(), vocabulary);
    } catch (InputException unreadable) {
      throw new InputException(
          file.place("base") + " base cannot be used: " + unreadable.getMessage(), unreadable);
    }
  }

  /** The changes of a configuration, once for each seed. */
  private static List<Map<String, JsonValue>> seeded(
      SweepFile file, Map<String, JsonValue> configuration) {
    Map<String, JsonValue> changes = new LinkedHashMap<>(file.spec().set());
    changes.putAll(configuration);
    if (file.spec().seeds().isEmpty()) {
      return List.of(changes);
    }
    List<Map<String, JsonValue>> all = new ArrayList<>();
    for (long seed : file.spec().seeds()) {
      Map<String, JsonValue> seeded = new LinkedHashMap<>(changes);
      seeded.put("seed", new JsonValue.Numeral(file.place("seeds"), Long.toString(seed)));
      all.add(seeded);
    }
    return all;
  }

  private static void checkMetric(SweepFile file, ExperimentSpec spec, Set<String> problems) {
    String metric = file.spec().metric();
    List<String> columns = spec.columns();
    if (!columns.contains(metric)) {
      problems.add(
          file.place("metric")
              + " metric must be one of "
              + String.join(", ", columns)
              + ", was \""
              + JsonValue.shortened(metric)
              + "\""
              + Words.didYouMean(metric, columns));
    }
  }

  /**
   * How many epochs all runs have together, where all are trained to their end.
   *
   * @return the sum
   */
  public long epochs() {
    return drafts.stream().mapToLong(draft -> draft.spec().training().epochs()).sum();
  }
}

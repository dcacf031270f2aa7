package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.diagnosis.Fault;

/**
 * Trainings with a fault on purpose, four of each of ten kinds, and ten healthy ones: what {@code
 * doctor} says of each. The table goes to target/doctor-table.md. It takes minutes:
 *
 * <pre>mvn test -pl modules/experiments -am -Dtest=DoctorTableTest -DexcludedGroups=
 * -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@Tag("doctor")
class DoctorTableTest {
  private static final String SPEC =
      """
      {
        "name": "small",
        "data": { "dataset": %s, "limit": 1500, "testLimit": 300 },
        "model": { "latent": 6,
                   "encoder": { "type": "fc", "hidden": [100] },
                   "decoder": { "type": "fc", "hidden": [100] } },
        "training": { "epochs": 8, "batchSize": 50 },
        "figures": []
      }
      """;
  private static final String DIGITS = "\"digits\"";

  /** Ten runs that nothing is wrong with. */
  private static final List<List<String>> HEALTHY =
      List.of(
          List.of(),
          List.of("seed=1", "model.latent=2"),
          List.of("model.conditional=true"),
          List.of("data.transform=\"stochastic-binarize\""),
          List.of("loss.objective={\"type\":\"iwae\",\"samples\":5}"),
          List.of("loss.likelihood={\"type\":\"gaussian\",\"sigma\":\"shared\"}"),
          List.of("loss.objective.warmUp={\"type\":\"linear\",\"length\":4}"),
          List.of("loss.objective.beta=2", "training.epochs=12"),
          List.of("loss.objective={\"type\":\"wae\"}", "model.latent=3"),
          List.of(
              "model={\"type\":\"classifier\",\"layers\":[{\"type\":\"dense\",\"width\":32}]}"));

  /** A faulty run: data, changes of the spec, and what should be found. */
  private record Case(Fault fault, String dataset, List<String> changes) {
    static Case of(Fault fault, String... changes) {
      return new Case(fault, DIGITS, List.of(changes));
    }
  }

  @TempDir private Path folder;

  private static List<Case> faulty() {
    List<Case> cases = new ArrayList<>();
    for (String capacity : List.of("30", "100", "300", "1000")) {
      cases.add(
          Case.of(
              Fault.COLLAPSED,
              "loss.objective={\"type\":\"capacity\",\"capacity\":0,\"growth\":\"none\",\"gamma\":"
                  + capacity
                  + "}"));
    }
    for (String beta : List.of("100", "300", "784", "3000")) {
      cases.add(Case.of(Fault.BETA_TOO_LARGE, "loss.objective.beta=" + beta));
    }
    for (String beta : List.of("0", "0.0001", "0.001", "0.01")) {
      cases.add(Case.of(Fault.BETA_TOO_SMALL, "loss.objective.beta=" + beta, "training.epochs=15"));
    }
    for (String length : List.of("9", "12", "20", "100")) {
      cases.add(
          Case.of(
              Fault.WARM_UP_UNFINISHED,
              "loss.objective.warmUp={\"type\":\"linear\",\"length\":" + length + "}"));
    }
    for (String limit : List.of("40", "60", "80", "100")) {
      cases.add(
          Case.of(
              Fault.OVERFITTING,
              "data.limit=" + limit,
              "training.batchSize=10",
              "training.epochs=60",
              "training.optimizer.learningRate=0.003"));
    }
    for (String rate : List.of("1e-9", "1e-8", "1e-7", "3e-7")) {
      cases.add(Case.of(Fault.NO_PROGRESS, "training.optimizer.learningRate=" + rate));
    }
    for (String rate : List.of("1e12", "1e15", "1e18", "1e25")) {
      cases.add(Case.of(Fault.DIVERGED, "training.optimizer.learningRate=" + rate));
    }
    for (String deviation : List.of("1", "1.5", "2", "4")) {
      cases.add(
          Case.of(
              Fault.WIDE_LIKELIHOOD,
              "loss.likelihood={\"type\":\"gaussian\",\"sigma\":{\"type\":\"fixed\",\"value\":"
                  + deviation
                  + "}}"));
    }
    for (int seed = 0; seed < 4; seed++) {
      cases.add(
          new Case(
              Fault.IGNORES_LABEL,
              "{\"type\":\"faulty-digits\",\"shared\":0,\"shuffled\":true,\"seed\":" + seed + "}",
              List.of("model.conditional=true", "seed=" + seed, "training.epochs=15")));
    }
    for (String share : List.of("0.02", "0.1", "0.5", "1")) {
      cases.add(
          new Case(
              Fault.OVERLAP,
              "{\"type\":\"faulty-digits\",\"shared\":" + share + ",\"shuffled\":false,\"seed\":0}",
              List.of()));
    }
    return cases;
  }

  @Test
  void faultsAreNamedAndHealthyRunsAreLeftAlone() throws IOException {
    List<String> table = new ArrayList<>(List.of("| run | planted | found |", "|---|---|---|"));
    int named = 0;
    List<Case> cases = faulty();
    for (Case each : cases) {
      List<String> found = examine(each.dataset(), each.changes());
      boolean right = found.contains(each.fault().toString());
      named += right ? 1 : 0;
      List<String> changes = new ArrayList<>(each.changes());
      if (!each.dataset().equals(DIGITS)) {
        changes.add(0, each.dataset());
      }
      table.add(row(changes, each.fault() + (right ? "" : " **missed**"), found));
    }
    int alarms = 0;
    for (List<String> changes : HEALTHY) {
      List<String> found = examine(DIGITS, changes);
      alarms += found.isEmpty() ? 0 : 1;
      table.add(row(changes, "nothing", found));
    }
    table.add(
        String.format(
            Locale.ROOT,
            "%n%d of %d faults named, %d of %d healthy runs with an alarm",
            named,
            cases.size(),
            alarms,
            HEALTHY.size()));
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/doctor-table.md"), table);

    assertThat(cases).hasSize(40);
    assertThat(named).as(String.join("\n", table)).isGreaterThanOrEqualTo(38);
    assertThat(alarms).as(String.join("\n", table)).isZero();
  }

  private static String row(List<String> changes, String planted, List<String> found) {
    return "| "
        + String.join(", ", changes)
        + " | "
        + planted
        + " | "
        + String.join("; ", found)
        + " |";
  }

  /** The faults that doctor names; each line that is no advice begins with one. */
  private List<String> examine(String dataset, List<String> changes) throws IOException {
    Path spec = Files.writeString(folder.resolve("small.json"), SPEC.formatted(dataset));
    Path run = Files.createTempDirectory(folder, "run").resolve("it");
    List<String> arguments =
        new ArrayList<>(List.of("run", spec.toString(), "--out", run.toString()));
    changes.forEach(change -> arguments.addAll(List.of("--set", change)));
    Program trained = Program.run(FaultyDigits.VOCABULARY, arguments.toArray(String[]::new));
    assertThat(trained.exitCode()).as(trained.err()).isIn(0, VaelabCommand.DIVERGED);
    Program doctor = Program.run(FaultyDigits.VOCABULARY, "doctor", run.toString());
    assertThat(doctor.exitCode()).as(doctor.err()).isZero();
    List<String> found = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      if (doctor.out().lines().anyMatch(line -> line.startsWith(fault + ": "))) {
        found.add(fault.toString());
      }
    }
    return found;
  }
}

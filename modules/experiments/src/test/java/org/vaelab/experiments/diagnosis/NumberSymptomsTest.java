package org.vaelab.experiments.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;

/**
 * Faults in curves like those of trainings, with noise: each is named, and healthy ones are not.
 */
class NumberSymptomsTest {
  private static final int EPOCHS = 12;
  private static final String ELBO = "\"objective\": { \"type\": \"elbo\" }";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aHealthyRunHasNone(long seed) {
    Random random = new Random(seed);
    String objective =
        seed % 3 == 0
            ? "\"objective\": { \"type\": \"elbo\", \"warmUp\": { \"type\": \"linear\", \"length\":"
                + " 12 } }"
            : seed % 3 == 1 ? ELBO : "\"objective\": { \"type\": \"iwae\" }";

    assertThat(find(objective, curves(random, 1 + random.nextDouble()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "COLLAPSED",
    "BETA_TOO_LARGE",
    "BETA_TOO_SMALL",
    "WARM_UP_UNFINISHED",
    "OVERFITTING",
    "NO_PROGRESS",
    "UNSTABLE",
    "WIDE_LIKELIHOOD"
  })
  void everyFaultIsNamed(Fault fault) {
    for (long seed = 1; seed <= 5; seed++) {
      Random random = new Random(seed);
      List<Map<String, Double>> rows = curves(random, 1 + random.nextDouble());
      String loss = ELBO;
      switch (fault) {
        case COLLAPSED -> collapse(rows, random.nextInt(EPOCHS - 1));
        case BETA_TOO_LARGE -> {
          collapse(rows, 0);
          loss = objective("\"beta\": " + (2 + random.nextInt(200)));
        }
        case BETA_TOO_SMALL -> {
          loss = objective("\"beta\": 0.00" + (1 + random.nextInt(9)));
          rows.forEach(row -> row.put("test_kl", 300 + 50 * random.nextDouble()));
        }
        case WARM_UP_UNFINISHED ->
            loss =
                objective(
                    "\"warmUp\": { \"type\": \"linear\", \"length\": "
                        + (EPOCHS + 2 + random.nextInt(50))
                        + " }");
        case OVERFITTING -> {
          int best = 3 + random.nextInt(4);
          double lowest = Objects.requireNonNull(rows.get(best).get("test_elbo"));
          for (int i = best; i < EPOCHS; i++) {
            rows.get(i).put("test_elbo", lowest + (i - best) * 1.5);
          }
        }
        case NO_PROGRESS ->
            rows.forEach(
                row -> {
                  row.put("test_loss", 540 + random.nextDouble());
                  row.put("train_loss", 540 + random.nextDouble());
                });
        case UNSTABLE -> rows.get(5 + random.nextInt(5)).put("train_loss", 400.0);
        case WIDE_LIKELIHOOD ->
            loss =
                ELBO
                    + ", \"likelihood\": { \"type\": \"gaussian\", \"sigma\": { \"type\":"
                    + " \"fixed\", \"value\": "
                    + (1 + random.nextInt(3))
                    + " } }";
        default -> throw new AssertionError(fault);
      }

      assertThat(find(loss, rows))
          .as("seed %d", seed)
          .extracting(Diagnosis::fault)
          .containsExactly(fault);
    }
  }

  /** Weights that hardly move have a KL of nothing, too; the rate is to blame, and not the loss. */
  @Test
  void whatLearnsNothingIsNotCalledCollapsed() {
    List<Map<String, Double>> rows = curves(new Random(1), 1);
    for (Map<String, Double> row : rows) {
      row.put("test_loss", 541.0);
      row.put("train_loss", 541.2);
    }
    collapse(rows, 0);

    assertThat(find(ELBO, rows)).extracting(Diagnosis::fault).containsExactly(Fault.NO_PROGRESS);
  }

  private static void collapse(List<Map<String, Double>> rows, int from) {
    for (Map<String, Double> row : rows.subList(from, rows.size())) {
      row.put("test_kl", 0.01);
    }
  }

  private static String objective(String field) {
    return "\"objective\": { \"type\": \"elbo\", " + field + " }";
  }

  private static List<Diagnosis> find(String loss, List<Map<String, Double>> rows) {
    ExperimentSpec spec =
        SpecFile.parse(
            "spec",
            "{ \"name\": \"x\", \"data\": {}, \"model\": {}, \"loss\": { "
                + loss
                + " }, \"training\": { \"epochs\": "
                + EPOCHS
                + " } }",
            List.of());
    return new NumberSymptoms(spec, rows).find();
  }

  /** As of a VAE on digits: from about 190 down to about 105, with noise of half a nat. */
  private static List<Map<String, Double>> curves(Random random, double speed) {
    List<Map<String, Double>> rows = new ArrayList<>();
    for (int i = 0; i < EPOCHS; i++) {
      double loss = 104 + 90 / (1 + speed * i);
      double kl = 25 * (1 - Math.exp(-speed * (i + 1)));
      Map<String, Double> row = new LinkedHashMap<>();
      for (String part : List.of("train_", "test_")) {
        double noisy = loss + 0.5 * random.nextGaussian() / (1 + i);
        row.put(part + "loss", noisy);
        row.put(part + "kl", kl);
        row.put(part + "reconstruction", noisy - kl);
        row.put(part + "elbo", noisy);
      }
      rows.add(row);
    }
    return rows;
  }
}

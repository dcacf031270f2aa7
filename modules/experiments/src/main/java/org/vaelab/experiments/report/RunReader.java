package org.vaelab.experiments.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.report.RunPart.Figure;
import org.vaelab.experiments.run.Durations;

/**
 * Reads run folders, without their data and, but for the doctor, without their models.
 *
 * @param doctor examines them
 */
record RunReader(Doctor doctor) {
  /**
   * Reads a run.
   *
   * @param folder of the run
   * @param number in the page, from 0
   * @param label what tells it from the others
   * @param detailed whether there is room for its pictures and for what is beyond the defaults
   */
  RunPart read(Path folder, int number, String label, boolean detailed) {
    RunSummary summary = RunSummary.read(folder);
    Surroundings surroundings = Surroundings.of(folder);
    SpecPart settings = SpecPart.of(folder, surroundings.command(), detailed);
    return new RunPart(
        "run-" + (number + 1),
        number % 8 + 1,
        label.isEmpty() ? settings.name() : label,
        summary,
        Standing.of(summary),
        facts(SpecPart.tree(settings.json()), surroundings),
        numbers(summary),
        settings,
        detailed ? PictureShelf.of(folder) : PictureShelf.none(),
        EvaluationPart.of(folder),
        doctor.examine(summary),
        surroundings);
  }

  private static List<String> facts(JsonNode spec, Surroundings surroundings) {
    List<String> facts = new ArrayList<>();
    JsonNode model = spec.path("model");
    String type = model.path("type").asText("vae");
    boolean conditional = model.path("conditional").asBoolean();
    facts.add(type.equals("vae") ? (conditional ? "conditional VAE" : "VAE") : type);
    if (model.path("latent").isInt()) {
      int latent = model.path("latent").asInt();
      facts.add(latent + (latent == 1 ? " latent dimension" : " latent dimensions"));
    }
    JsonNode dataset = spec.path("data").path("dataset");
    facts.add(dataset.isTextual() ? dataset.asText() : dataset.path("type").asText("own data"));
    if (!surroundings.started().isEmpty()) {
      facts.add("started " + surroundings.started().replace('T', ' ').replace("Z", " UTC"));
    }
    return facts;
  }

  private static List<Figure> numbers(RunSummary run) {
    List<Figure> numbers = new ArrayList<>();
    List<Map<String, Double>> rows = run.metrics().rows();
    if (rows.isEmpty()) {
      return numbers;
    }
    for (String column : rows.get(rows.size() - 1).keySet()) {
      boolean again =
          column.equals("test_elbo")
              && Math.abs(run.last(column) - run.last("test_loss"))
                  <= 1e-5 * Math.abs(run.last("test_loss"));
      if (column.startsWith("test_") && !again) {
        numbers.add(
            new Figure(
                "test " + Numbers.measure(column),
                Numbers.of(column, run.last(column)),
                column.endsWith("loss") ? best(run) : Numbers.unit(column)));
      }
    }
    numbers.add(
        new Figure("epochs", String.format(Locale.ROOT, "%,d", rows.size()), ofEpochs(run)));
    numbers.add(new Figure("training", Durations.words(run.seconds()), speed(run)));
    return numbers;
  }

  private static String ofEpochs(RunSummary run) {
    return String.format(Locale.ROOT, "of %,d", run.epochs());
  }

  private static String speed(RunSummary run) {
    double speed = run.last("images_per_second");
    return Double.isNaN(speed) ? "" : String.format(Locale.ROOT, "%,.0f images/s", speed);
  }

  private static String best(RunSummary run) {
    double[] loss = run.metrics().column("test_loss");
    int best = 0;
    for (int i = 1; i < loss.length; i++) {
      best = loss[i] < loss[best] ? i : best;
    }
    return best == loss.length - 1
        ? "the best epoch"
        : String.format(Locale.ROOT, "best %s, epoch %d", Numbers.of(loss[best]), best + 1);
  }
}

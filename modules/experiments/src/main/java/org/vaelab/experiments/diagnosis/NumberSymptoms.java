package org.vaelab.experiments.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vaelab.data.Transform;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;

/**
 * What the spec and the numbers of the epochs alone show.
 *
 * @param spec of the run
 * @param rows one per epoch, by the columns of metrics.csv
 */
public record NumberSymptoms(ExperimentSpec spec, List<Map<String, Double>> rows) {
  /** Nats, of all latent dimensions together: less says nothing of an image. */
  private static final double NO_KL = 0.1;

  /** A loss this much above its best is no noise, in shares of it; and in nats. */
  private static final double SHARE = 0.01;

  private static final double NATS = 1;

  /** A jump of the training loss, in shares of its best. */
  private static final double JUMP = 0.2;

  /** Copies the rows. */
  public NumberSymptoms {
    rows = List.copyOf(rows);
  }

  /**
   * Of a training that ended.
   *
   * @param spec of the run
   * @param history its epochs
   * @return what to look at
   */
  public static NumberSymptoms of(ExperimentSpec spec, List<EpochMetrics> history) {
    List<Map<String, Double>> rows = new ArrayList<>();
    for (EpochMetrics epoch : history) {
      Map<String, Double> row = new LinkedHashMap<>();
      put("train_", epoch.train(), row);
      put("test_", epoch.test(), row);
      rows.add(row);
    }
    return new NumberSymptoms(spec, rows);
  }

  private static void put(String part, Measures measures, Map<String, Double> row) {
    measures.values().forEach((name, value) -> row.put(part + name, value));
    measures.derived().forEach((name, value) -> row.put(part + name, value));
  }

  /**
   * Looks for all of them.
   *
   * @return empty for a healthy run
   */
  public List<Diagnosis> find() {
    List<Diagnosis> found = new ArrayList<>();
    if (rows.isEmpty() || Double.isNaN(last("test_kl"))) {
      return found;
    }
    warmUp(found);
    wideLikelihood(found);
    if (isStill()) {
      if (!unstable(found)) {
        noProgress(found); // its codes say nothing yet, either
      }
      return found;
    }
    boolean collapsed = collapse(found);
    smallBeta(found);
    if (!unstable(found) && !collapsed) {
      noProgress(found);
    }
    overfitting(found);
    return found;
  }

  private boolean collapse(List<Diagnosis> found) {
    double[] kl = column("test_kl");
    if (last("test_kl") > NO_KL) {
      return false;
    }
    int since = kl.length;
    while (since > 1 && kl[since - 2] <= NO_KL) {
      since--;
    }
    Fault fault = effectiveBeta() > 1.5 ? Fault.BETA_TOO_LARGE : Fault.COLLAPSED;
    found.add(
        diagnosis(
            fault,
            "the KL of all dimensions together is %.3f nats, and below %.1f since epoch %d; beta"
                + " over the weight of the reconstruction is %.4g",
            last("test_kl"),
            NO_KL,
            since,
            effectiveBeta()));
    return true;
  }

  /** The weight of the KL in the loss where that of the reconstruction is 1. */
  private double effectiveBeta() {
    return spec.loss().objective() instanceof Elbo elbo
        ? elbo.beta() / elbo.reconstructionWeight()
        : 1;
  }

  private void smallBeta(List<Diagnosis> found) {
    double kl = last("test_kl");
    double reconstruction = last("test_reconstruction");
    if (effectiveBeta() < 0.5 && kl > 0.5 * Math.abs(reconstruction)) {
      found.add(
          diagnosis(
              Fault.BETA_TOO_SMALL,
              "the KL is %.1f nats beside a reconstruction of %.1f, and beta is %.4g",
              kl,
              reconstruction,
              effectiveBeta()));
    }
  }

  private void warmUp(List<Diagnosis> found) {
    Objective objective = spec.loss().objective();
    if (!objective.scheduled() || rows.size() < spec.training().epochs()) {
      return;
    }
    long steps = 1_000_000; // an epoch's, where only its share counts
    Integer limit = spec.data().limit();
    if (limit != null) {
      steps = Math.max(1, (limit - spec.data().validation()) / spec.training().batchSize());
    }
    Progress end = new Progress(rows.size() * steps, steps);
    objective
        .weights()
        .forEach(
            (name, full) -> {
              double reached = objective.at(end).weights().getOrDefault(name, full);
              if (Math.abs(reached - full) > SHARE * Math.abs(full)) {
                found.add(
                    diagnosis(
                        Fault.WARM_UP_UNFINISHED,
                        "%s is %.4g of %.4g after %d epochs",
                        name,
                        reached,
                        full,
                        rows.size()));
              }
            });
  }

  private void wideLikelihood(List<Diagnosis> found) {
    if (spec.data().transform() != Transform.STANDARDIZE
        && spec.loss().likelihood() instanceof GaussianLikelihoodSpec gaussian
        && gaussian.sigma() instanceof FixedSigma fixed
        && fixed.value() >= 1) {
      found.add(
          diagnosis(
              Fault.WIDE_LIKELIHOOD,
              "its deviation is %.4g, and pixels lie between 0 and 1",
              fixed.value()));
    }
  }

  private boolean unstable(List<Diagnosis> found) {
    double[] loss = column("train_loss");
    if (spec.loss().objective().scheduled()) {
      return false; // it grows with its weights
    }
    double best = loss[0];
    for (int i = 1; i < loss.length; i++) {
      if (loss[i] - best > JUMP * Math.abs(best) + NATS) {
        found.add(
            diagnosis(
                Fault.UNSTABLE,
                "the training loss rose to %.2f in epoch %d, after %.2f",
                loss[i],
                i + 1,
                best));
        return true;
      }
      best = Math.min(best, loss[i]);
    }
    return false;
  }

  /** Whether no epoch was better than what the first began with, which its mean has most of. */
  private boolean isStill() {
    double[] test = column("test_loss");
    double began = column("train_loss")[0];
    double best = java.util.Arrays.stream(test).min().orElse(began);
    return test.length >= 3
        && !spec.loss().objective().scheduled()
        && began - best < SHARE * Math.abs(began)
        && test[0] - best < SHARE * Math.abs(test[0]);
  }

  private void noProgress(List<Diagnosis> found) {
    double[] loss = column("test_loss");
    if (loss.length < 3 || spec.loss().objective().scheduled()) {
      return;
    }
    double first = loss[0];
    double best = java.util.Arrays.stream(loss).min().orElse(first);
    if (first - best < SHARE * Math.abs(first)) {
      found.add(
          diagnosis(
              Fault.NO_PROGRESS,
              "the test loss was %.2f after the first epoch, and %.2f at its best of %d epochs",
              first,
              best,
              loss.length));
    }
  }

  private void overfitting(List<Diagnosis> found) {
    double[] test = column("test_elbo");
    double[] train = column("train_elbo");
    int best = 0;
    for (int i = 1; i < test.length; i++) {
      best = test[i] < test[best] ? i : best;
    }
    int end = test.length - 1;
    double rise = test[end] - test[best];
    if (end - best >= 2
        && rise > Math.max(NATS, SHARE * Math.abs(test[best]))
        && train[end] < train[best]) {
      found.add(
          diagnosis(
              Fault.OVERFITTING,
              "the bound on test images was best in epoch %d (%.2f) and is %.2f now, while that on"
                  + " training images went from %.2f to %.2f",
              best + 1,
              test[best],
              test[end],
              train[best],
              train[end]));
    }
  }

  private double[] column(String name) {
    return rows.stream().mapToDouble(row -> row.getOrDefault(name, Double.NaN)).toArray();
  }

  private double last(String name) {
    return rows.get(rows.size() - 1).getOrDefault(name, Double.NaN);
  }

  private static Diagnosis diagnosis(Fault fault, String format, Object... values) {
    return new Diagnosis(fault, String.format(Locale.ROOT, format, values));
  }
}

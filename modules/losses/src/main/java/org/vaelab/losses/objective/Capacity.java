package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.losses.schedule.ScheduleUnit;
import org.vaelab.losses.schedule.WarmUp;

/**
 * The evidence lower bound with a divergence that is held at a capacity, which grows.
 *
 * <p>Formula: {@code -log p(x|z) + gamma |KL - C|}, with the KL's mean over the batch between the
 * bars; each image's share of that is {@code sign(mean KL - C) (KL - C)}.
 *
 * <p>Source: Burgess et al., Understanding Disentangling in beta-VAE, 2018, equation 8, and for the
 * mean over the batch and the defaults the AnnealedVAE of Locatello et al., Challenging Common
 * Assumptions in the Unsupervised Learning of Disentangled Representations, 2019.
 *
 * @param gamma the weight of the distance
 * @param capacity C at its end, in nats
 * @param growth how C grows from 0
 */
public record Capacity(double gamma, double capacity, WarmUp growth) implements Objective {
  /** Checks the numbers. */
  public Capacity {
    new Settings().atLeast("gamma", gamma, 0.0).atLeast("capacity", capacity, 0.0).check();
  }

  /** A weight of 1,000, and 25 nats after 100,000 steps. */
  public Capacity() {
    this(1000, 25, new LinearWarmUp(100_000, ScheduleUnit.ITERATION));
  }

  @Override
  public Map<String, Double> weights() {
    return Map.of("capacity", capacity);
  }

  @Override
  public Capacity at(Progress progress) {
    double factor = growth.factor(progress);
    return factor == 1 ? this : new Capacity(gamma, capacity * factor, new NoWarmUp());
  }

  @Override
  public boolean scheduled() {
    return growth.changes();
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    NDArray reconstruction = output.meanLogProbability(images).neg();
    NDArray kl = output.kl();
    NDArray distance = kl.sub(Scalars.like(kl, capacity));
    NDArray sign = distance.mean().sign().stopGradient();
    NDArray price = distance.mul(sign).mul(Scalars.like(kl, gamma));
    return new ObjectiveTerms(reconstruction.add(price), reconstruction, kl);
  }
}

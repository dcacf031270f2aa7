package org.vaelab.models.program;

import java.util.ArrayList;
import java.util.List;
import org.vaelab.losses.objective.KlForm;
import org.vaelab.models.outline.Outline;
import org.vaelab.models.parameter.Products;

/**
 * Writes a step of a variational autoencoder with a standard normal prior: one sample per image,
 * the weighted evidence lower bound, and the gradients of its mean over the batch.
 *
 * <p>With deviation s = exp(v / 2), {@code z = m + s e}: {@code dz/dm = 1}, {@code dz/dv = s e /
 * 2}; {@code KL = 1/2 sum (m^2 + s^2 - v - 1)}: {@code dKL/dm = m}, {@code dKL/dv = (s^2 - 1) / 2}.
 *
 * @param network what it computes
 * @param scale how its posterior's deviation is read
 * @param likelihood of its decoder's output
 * @param kl which form of the divergence is minimised
 * @param detached whether gradients of the reconstruction stop at z, and all before the heads
 */
record AutoencoderText(
    Outline.Autoencoder network,
    ScaleText scale,
    LikelihoodText likelihood,
    KlForm kl,
    boolean detached) {
  /** The posterior's names. */
  private record Posterior(
      String mean, ScaleText.LogVariance logVariance, String deviation, String noise) {}

  /** The program of a step over {@code batch}, images and labels, with the loss's weights. */
  String text(Products products, List<String> parameters, List<String> learnt) {
    Statements statements = new Statements();
    String x = statements.value("batch[0]");
    String labels = statements.value("batch[1]");
    NetworkText text = new NetworkText(statements, products, parameters, labels, network.classes());
    String each = statements.value("torch.div(1., torch.size(%s, 0))", x);
    String ofReconstruction = statements.value("torch.mul(reconstructionWeight, %s)", each);
    String ofDivergence = statements.value("torch.mul(beta, %s)", each);

    Part encoder = text.all(network.encoder(), x);
    Part mean = text.dense(network.mean(), encoder.value(), false);
    Part raw = text.dense(network.rawScale(), encoder.value(), false);
    Posterior q = posterior(statements, mean.value(), raw.value());
    String z = statements.value("torch.addcmul(%s, %s, %s)", q.mean(), q.deviation(), q.noise());
    Part decoder = text.all(network.decoder(), z);
    LikelihoodText.Density density =
        likelihood.write(statements, decoder.value(), x, ofReconstruction);
    Divergence divergence = divergence(statements, q, ofDivergence);
    String loss =
        statements.value(
            "torch.add(torch.mul(%s, reconstructionWeight), torch.mul(%s, beta))",
            density.reconstruction(), divergence.used());

    String byCode = decoder.back().through(density.gradient(), !detached);
    String byMean = divergence.byMean();
    String byLogVariance = divergence.byLogVariance();
    if (byCode != null) {
      byMean = statements.value("torch.add(%s, %s)", byMean, byCode);
      byLogVariance =
          statements.value(
              "torch.add(%s, torch.mul(torch.mul(%s, %s), torch.mul(%s, 0.5)))",
              byLogVariance, byCode, q.noise(), q.deviation());
    }
    String one = mean.back().through(byMean, !detached);
    String other = raw.back().through(q.logVariance().back(byLogVariance), !detached);
    String byFeatures = text.sum(one, other);
    if (byFeatures != null) {
      encoder.back().through(byFeatures, false);
    }
    List<String> results = new ArrayList<>();
    learnt.forEach(parameter -> results.add(text.gradient(parameter)));
    results.addAll(List.of(loss, density.reconstruction(), divergence.exact()));
    return statements.returning(results);
  }

  private Posterior posterior(Statements statements, String mean, String raw) {
    ScaleText.LogVariance v = scale.write(statements, raw);
    String deviation = statements.value("torch.exp(torch.mul(%s, 0.5))", v.value());
    // Drawn as float32 whatever the weights are, from the stream that Noise draws from.
    String noise =
        statements.value(
            "torch.type_as(torch.randn(torch.size(%1$s), dtype=6, layout=0,"
                + " device=ops.prim.device(%1$s)), %1$s)",
            mean);
    return new Posterior(mean, v, deviation, noise);
  }

  /** KL per image, what is minimised in its place, and the gradients of that. */
  private record Divergence(String exact, String used, String byMean, String byLogVariance) {}

  private Divergence divergence(Statements statements, Posterior q, String weight) {
    String v = q.logVariance().value();
    String squares = statements.value("torch.mul(%1$s, %1$s)", q.mean());
    String exact = sum(statements, squares, v);
    String byMean = statements.value("torch.mul(%s, %s)", q.mean(), weight);
    if (kl == KlForm.EXACT) {
      return new Divergence(exact, exact, byMean, half(statements, v, weight));
    }
    String clipped = statements.value("torch.clamp(%s, -1e-10, 100.)", v);
    String within =
        statements.value(
            "torch.type_as(torch.__and__(torch.ge(%1$s, -1e-10), torch.le(%1$s, 100.)), %1$s)", v);
    String byLogVariance =
        statements.value("torch.mul(%s, %s)", half(statements, clipped, weight), within);
    return new Divergence(exact, sum(statements, squares, clipped), byMean, byLogVariance);
  }

  private static String sum(Statements statements, String squares, String v) {
    return statements.value(
        "torch.mul(torch.sum(torch.sub(torch.sub(torch.add(%s, torch.exp(%s)), %s), 1), [1]), 0.5)",
        squares, v, v);
  }

  private static String half(Statements statements, String v, String weight) {
    return statements.value(
        "torch.mul(torch.sub(torch.exp(%s), 1), torch.mul(%s, 0.5))", v, weight);
  }
}

package org.vaelab.models.program;

import java.util.Optional;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.PixelSigma;

/** Writes {@code -log p(x|z)} into a program, with its gradient by the decoder's output. */
interface LikelihoodText {
  /**
   * What was written.
   *
   * @param reconstruction {@code -log p(x|z)}, shape {@code (B)}
   * @param gradient of its weighted sum, by the decoder's output
   */
  record Density(String reconstruction, String gradient) {}

  /**
   * Writes both.
   *
   * @param statements written to
   * @param output the decoder's, shape {@code (B, planes * C, H, W)}
   * @param x images, shape {@code (B, C, H, W)}
   * @param weight the number that each image's term has in the loss
   */
  Density write(Statements statements, String output, String x, String weight);

  /** The text of a likelihood; empty for those that have none. */
  static Optional<LikelihoodText> of(LikelihoodSpec likelihood) {
    if (likelihood instanceof BernoulliLikelihoodSpec) {
      return Optional.of(LikelihoodText::bernoulli);
    } else if (likelihood instanceof GaussianLikelihoodSpec gaussian) {
      MeanText mean = new MeanText(gaussian.mean() == MeanActivation.SIGMOID);
      if (gaussian.sigma() instanceof FixedSigma fixed) {
        return Optional.of(
            (statements, output, x, weight) ->
                fixed(statements, mean, output, x, weight, fixed.value()));
      } else if (gaussian.sigma() instanceof PixelSigma pixel) {
        return ScaleText.of(pixel.scale())
            .map(
                scale ->
                    (statements, output, x, weight) ->
                        pixel(statements, mean, scale, output, x, weight));
      }
    }
    return Optional.empty();
  }

  /** {@code sum_d (softplus(l_d) - l_d x_d)}, whose derivative is {@code sigmoid(l_d) - x_d}. */
  private static Density bernoulli(Statements statements, String l, String x, String weight) {
    String each = statements.value("torch.sub_(torch.softplus(%s), torch.mul(%s, %s))", l, l, x);
    String gradient =
        statements.value("torch.mul_(torch.sub_(torch.sigmoid(%s), %s), %s)", l, x, weight);
    return new Density(sum(statements, each), gradient);
  }

  private static String sum(Statements statements, String each) {
    return statements.value("torch.sum(%s, [1, 2, 3])", each);
  }

  /** {@code 1/2 sum_d (log 2 pi s^2 + (m_d - x_d)^2 / s^2)}. */
  private static Density fixed(
      Statements statements, MeanText mean, String output, String x, String weight, double sigma) {
    double precision = 1 / (sigma * sigma);
    String m = mean.value(statements, output);
    String distance = statements.value("torch.sub(%s, %s)", m, x);
    String squares = sum(statements, "torch.mul(" + distance + ", " + distance + ")");
    String pixels =
        statements.value(
            "torch.mul(torch.mul(torch.size(%1$s, 1), torch.size(%1$s, 2)), torch.size(%1$s, 3))",
            x);
    String constant =
        statements.value("torch.mul(%s, %s)", pixels, Math.log(2 * Math.PI * sigma * sigma));
    String reconstruction =
        statements.value(
            "torch.mul(torch.add(torch.mul(%s, %s), %s), 0.5)", squares, precision, constant);
    String gradient =
        statements.value("torch.mul_(%s, torch.mul(%s, %s))", distance, weight, precision);
    return new Density(reconstruction, mean.back(statements, gradient, m));
  }

  /** {@code 1/2 sum_d (log 2 pi + v_d + (m_d - x_d)^2 exp(-v_d))} of log-variances v. */
  private static Density pixel(
      Statements statements,
      MeanText mean,
      ScaleText scale,
      String output,
      String x,
      String weight) {
    String planes = statements.value("torch.size(%s, 1)", x);
    String m =
        mean.value(statements, statements.value("torch.narrow(%s, 1, 0, %s)", output, planes));
    String raw = statements.value("torch.narrow(%s, 1, %s, %s)", output, planes, planes);
    ScaleText.LogVariance v = scale.write(statements, raw);
    String distance = statements.value("torch.sub(%s, %s)", m, x);
    String scaled =
        statements.value("torch.mul(%s, torch.exp(torch.neg(%s)))", distance, v.value());
    String squares = statements.value("torch.mul(%s, %s)", scaled, distance);
    String each =
        statements.value(
            "torch.add(torch.add(%s, %s), %s)", squares, v.value(), Math.log(2 * Math.PI));
    String reconstruction = statements.value("torch.mul(%s, 0.5)", sum(statements, each));
    String byMean = mean.back(statements, statements.value("torch.mul(%s, %s)", scaled, weight), m);
    String byLogVariance =
        statements.value("torch.mul(torch.rsub(%s, 1), torch.mul(%s, 0.5))", squares, weight);
    return new Density(
        reconstruction, statements.value("torch.cat([%s, %s], 1)", byMean, v.back(byLogVariance)));
  }

  /** How a decoder's output becomes a mean, by 1 / (1 + exp(-output)) or as it is. */
  record MeanText(boolean sigmoid) {
    String value(Statements statements, String output) {
      return sigmoid ? statements.value("torch.sigmoid(%s)", output) : output;
    }

    String back(Statements statements, String gradient, String mean) {
      return sigmoid
          ? statements.value("ops.aten.sigmoid_backward(%s, %s)", gradient, mean)
          : gradient;
    }
  }
}

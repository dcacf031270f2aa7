package org.vaelab.models.program;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.Scale;
import org.vaelab.losses.distribution.SoftplusScale;

/** Writes into a program how a network's raw output becomes log-variances. */
interface ScaleText {
  /**
   * What was written.
   *
   * @param value the log-variances
   * @param derivative from the gradient by them to that by the raw output
   */
  record LogVariance(String value, UnaryOperator<String> derivative) {
    String back(String gradient) {
      return derivative.apply(gradient);
    }
  }

  /** Writes it for the raw output of that name. */
  LogVariance write(Statements statements, String raw);

  /** The text of a scale; empty for one that has none. */
  static Optional<ScaleText> of(Scale scale) {
    if (scale instanceof ExpScale exp) {
      return Optional.of(
          exp.floor() == 0
              ? (statements, raw) -> new LogVariance(raw, gradient -> gradient)
              : (statements, raw) -> exp(statements, raw, exp.floor()));
    } else if (scale instanceof SoftplusScale softplus) {
      return Optional.of((statements, raw) -> softplus(statements, raw, softplus.floor()));
    }
    return Optional.empty();
  }

  /** {@code v = 2 log(exp(r / 2) + f)}, {@code dv/dr = exp(r / 2) / (exp(r / 2) + f)}. */
  private static LogVariance exp(Statements statements, String raw, double floor) {
    String exp = statements.value("torch.exp(torch.mul(%s, 0.5))", raw);
    String deviation = statements.value("torch.add(%s, %s)", exp, floor);
    return new LogVariance(
        statements.value("torch.mul(torch.log(%s), 2)", deviation),
        gradient -> statements.value("torch.mul(%s, torch.div(%s, %s))", gradient, exp, deviation));
  }

  /** {@code v = 2 log(softplus(r) + f)}, {@code dv/dr = 2 sigmoid(r) / (softplus(r) + f)}. */
  private static LogVariance softplus(Statements statements, String raw, double floor) {
    String deviation = statements.value("torch.add_(torch.softplus(%s), %s)", raw, floor);
    return new LogVariance(
        statements.value("torch.mul(torch.log(%s), 2)", deviation),
        gradient ->
            statements.value(
                "torch.mul(%s, torch.mul(torch.div(torch.sigmoid(%s), %s), 2))",
                gradient, raw, deviation));
  }
}

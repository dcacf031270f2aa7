package org.vaelab.losses.distribution;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.util.List;
import org.vaelab.engine.TorchFunction;
import org.vaelab.input.InputException;

/** What a Gaussian needs of the factor L of its covariance S = L L^T, by PyTorch's LAPACK. */
final class Cholesky {
  private Cholesky() {}

  /** L, lower triangular, shape (D, D). */
  static NDArray factor(NDArray covariance) {
    try {
      return call("cholesky", "return torch.linalg_cholesky(s)", covariance);
    } catch (EngineException singular) {
      throw new InputException(
          "The covariance of the residuals has no Cholesky factor: it is singular or not finite."
              + " A greater ridge makes a finite one regular.",
          singular);
    }
  }

  /** L^-T, upper triangular, shape (D, D). */
  static NDArray whitening(NDArray factor, NDArray identity) {
    return TorchFunction.of(
            "whitening",
            List.of("s", "identity"),
            "return torch.t(torch.linalg_solve_triangular(s, identity, upper=False))")
        .apply(factor, identity);
  }

  /** S = L L^T from {@code whitening}, W = L^-T, shape (D, D). */
  static NDArray covariance(NDArray whitening, NDArray identity) {
    return TorchFunction.of(
            "covariance",
            List.of("w", "identity"),
            "t = torch.linalg_solve_triangular(w, identity, upper=True)\n"
                + "return torch.mm(torch.t(t), t)")
        .apply(whitening, identity);
  }

  /** log|S| = 2 sum_d log L_dd, shape (). */
  static NDArray logDeterminant(NDArray factor) {
    return call(
        "logDeterminant", "return torch.mul(torch.sum(torch.log(torch.diagonal(s))), 2)", factor);
  }

  private static NDArray call(String name, String body, NDArray argument) {
    return TorchFunction.of(name, List.of("s"), body).apply(argument);
  }
}

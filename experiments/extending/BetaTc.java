import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;
import org.vaelab.json.Extension;
import org.vaelab.json.Vocabulary;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.objective.LatentLayer;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.VaeOutput;

/**
 * An objective: {@code "objective": { "type": "my-beta-tc", "images": 2000, "beta": 6 }}.
 *
 * <p>Formula: {@code -log p(x|z) + KL(q(z|x) || p(z)) + (beta - 1) TC} with the total correlation
 * {@code TC = KL(q(z) || prod_d q(z_d))}, which is 0 where the latent dimensions are independent.
 * For a batch of M of N images, by minibatch-weighted sampling, {@code log q(z_i) = log sum_j
 * q(z_i|x_j) - log(N M)}, and the same for each dimension.
 *
 * <p>vaelab has it built in as {@code beta-tc}; here it shows how an objective is added.
 *
 * <p>Source: Chen, Li, Grosse and Duvenaud, Isolating Sources of Disentanglement in Variational
 * Autoencoders, 2018, equations 3 to 5 with alpha = gamma = 1, for which index-code mutual
 * information, total correlation and dimension-wise KL are together the KL above.
 */
public final class BetaTc implements Extension {
  @Override
  public Vocabulary extend(Vocabulary vocabulary) {
    return vocabulary.with(Objective.class, "my-beta-tc", Loss.class);
  }

  /**
   * The objective as a spec names it.
   *
   * @param images N, how many there are to learn from; it moves the loss, and no gradient
   * @param beta the weight of the total correlation; 1 gives the evidence lower bound
   */
  public record Loss(int images, double beta) implements Objective {
    /** Checks the numbers. */
    public Loss {
      new Settings().atLeast("images", images, 1).atLeast("beta", beta, 0.0).check();
    }

    /** The weight that the paper found good for small images of shapes. */
    public Loss(int images) {
      this(images, 6);
    }

    @Override
    public Map<String, Double> weights() {
      return Map.of("beta", beta);
    }

    @Override
    public ObjectiveTerms terms(VaeOutput output, NDArray x) {
      NDArray reconstruction = output.meanLogProbability(x).neg();
      NDArray kl = output.kl();
      NDArray correlation = totalCorrelation(output.layers().get(0));
      // Never a Number: it would corrupt gradients.
      NDArray added = correlation.mul(Scalars.like(correlation, beta - 1));
      return new ObjectiveTerms(reconstruction.add(kl).add(added), reconstruction, kl);
    }

    /** One sample of it for each image, (M). */
    private NDArray totalCorrelation(LatentLayer codes) {
      if (!(codes.posterior() instanceof DiagonalGaussian posterior)) {
        throw new IllegalArgumentException("my-beta-tc needs a diagonal Gaussian posterior");
      }
      // [i, j, d]: log q(z_id | x_j), (M, M, Z).
      NDArray logVariance = posterior.logVariance().expandDims(0);
      NDArray distance = codes.z().expandDims(1).sub(posterior.mean().expandDims(0)).square();
      NDArray twice = distance.mul(logVariance.neg().exp()).add(logVariance);
      NDArray densities =
          twice.add(Scalars.like(twice, Math.log(2 * Math.PI))).mul(Scalars.like(twice, -0.5));
      double pairs = Math.log((double) images * codes.z().getShape().get(0));
      NDArray joint = logSum(densities.sum(new int[] {2}));
      NDArray each = logSum(densities);
      NDArray constant = Scalars.like(each, pairs);
      return joint.sub(constant).sub(each.sub(constant).sum(new int[] {1}));
    }

    /** {@code log sum_j exp}, of axis 1. */
    private static NDArray logSum(NDArray values) {
      NDArray largest = values.max(new int[] {1}, true).stopGradient();
      NDArray sum = values.sub(largest).exp().sum(new int[] {1}, true);
      return sum.log().add(largest).squeeze(1);
    }
  }
}

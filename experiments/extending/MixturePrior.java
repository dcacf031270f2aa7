import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;
import org.vaelab.json.Extension;
import org.vaelab.json.Vocabulary;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Noise;
import org.vaelab.losses.distribution.ParameterBlock;
import org.vaelab.models.vae.Prior;
import org.vaelab.models.vae.PriorSpec;

/**
 * A prior: {@code "prior": { "type": "mixture", "components": 10 }}. The divergence from it has no
 * closed form and is estimated from the samples of the posterior.
 */
public final class MixturePrior implements Extension {
  @Override
  public Vocabulary extend(Vocabulary vocabulary) {
    return vocabulary.with(PriorSpec.class, "mixture", Spec.class);
  }

  /**
   * The prior as a spec names it.
   *
   * @param components K, how many Gaussians
   */
  public record Spec(int components) implements PriorSpec {
    /** Checks the number. */
    public Spec {
      new Settings().between("components", components, 1, 1_000).check();
    }

    /** Ten. */
    public Spec() {
      this(10);
    }

    @Override
    public Prior create(int latent, int classes) {
      return new Gaussians(new Shape(components, latent));
    }
  }

  /** Learnt means, from N(0, 1), and log-variances, from 0, which are saved with the weights. */
  private static final class Gaussians implements Prior {
    private final Shape table;
    private final Parameter means;
    private final Parameter logVariances;
    private final Block block;

    Gaussians(Shape table) {
      this.table = table;
      means = parameter("means", new NormalInitializer(1));
      logVariances = parameter("logVariances", new ConstantInitializer(0));
      block = new ParameterBlock(means, logVariances);
    }

    private Parameter parameter(String name, Initializer beginning) {
      return Parameter.builder()
          .setName(name)
          .setType(Parameter.Type.WEIGHT)
          .optShape(table)
          .optInitializer(beginning)
          .build();
    }

    @Override
    public Distribution distribution(
        ParameterStore parameters, NDManager manager, long batch, NDArray labels, boolean training) {
      return new Mixture(
          value(means, parameters, manager, training),
          value(logVariances, parameters, manager, training),
          batch);
    }

    /** Attached to the manager of the step, so that nothing stays with the weights. */
    private NDArray value(
        Parameter parameter, ParameterStore parameters, NDManager manager, boolean training) {
      NDArray value = parameters.getValue(parameter, manager.getDevice(), training);
      return manager.zeros(table, value.getDataType()).add(value);
    }

    @Override
    public Block block() {
      return block;
    }
  }

  /**
   * A mixture of diagonal Gaussians with equal weights, the same for each of B codes.
   *
   * <p>Formula: {@code log p(z) = log 1/K sum_k prod_d N(z_d; m_kd, s_kd^2)}.
   *
   * <p>Source: Bishop, Pattern Recognition and Machine Learning, 2006, equation 9.7.
   *
   * @param means m, shape {@code (K, Z)}
   * @param logVariances log s^2, shape {@code (K, Z)}
   * @param batch B
   */
  public record Mixture(NDArray means, NDArray logVariances, long batch) implements Distribution {
    @Override
    public NDArray logProbability(NDArray z) {
      NDArray logVariance = logVariances.expandDims(0);
      NDArray distance = means.expandDims(0).sub(z.expandDims(1)).square();
      NDArray twice = distance.mul(logVariance.neg().exp()).add(logVariance);
      NDArray constant = Scalars.like(twice, Math.log(2 * Math.PI));
      NDArray densities = twice.add(constant).sum(new int[] {2}).mul(Scalars.like(twice, -0.5));
      NDArray largest = densities.max(new int[] {1}, true).stopGradient();
      NDArray sum = densities.sub(largest).exp().mean(new int[] {1}, true);
      return sum.log().add(largest).squeeze(1);
    }

    @Override
    public NDArray mean() {
      return rows().add(means.mean(new int[] {0}, true));
    }

    @Override
    public NDArray sample() {
      long components = means.getShape().get(0);
      NDArray draws = Noise.uniform(means.getManager().zeros(new Shape(batch)));
      NDArray chosen = draws.mul(Scalars.like(draws, components)).toType(DataType.INT32, false);
      NDArray which = chosen.oneHot((int) components).toType(means.getDataType(), false);
      NDArray deviations = logVariances.mul(Scalars.like(logVariances, 0.5)).exp();
      return which.matMul(means).add(which.matMul(deviations).mul(Noise.normal(rows())));
    }

    private NDArray rows() {
      return means.getManager().zeros(shape(), means.getDataType());
    }

    @Override
    public Shape shape() {
      return new Shape(batch, means.getShape().get(1));
    }
  }
}

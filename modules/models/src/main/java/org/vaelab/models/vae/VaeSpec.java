package org.vaelab.models.vae;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.input.InvalidSettingsException.Violation;
import org.vaelab.input.Settings;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.Scale;
import org.vaelab.losses.objective.LatentSpace;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.family.Task;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.network.Decoder;
import org.vaelab.models.network.DecoderSpec;
import org.vaelab.models.network.Encoder;
import org.vaelab.models.network.EncoderSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.outline.Outline;
import org.vaelab.models.program.StepProgram;

/**
 * A variational autoencoder.
 *
 * @param latent Z, how many dimensions the latent code has
 * @param conditional whether encoder and decoder see the label
 * @param encoder the network of q(z|x)
 * @param decoder the network of p(x|z)
 * @param scale how the posterior's standard deviation is read from the encoder's second head
 * @param prior p(z)
 * @param detachEncoder whether gradients of the reconstruction stop at z, and all gradients before
 *     the encoder's heads: the mistake of conditional-vae, with which its encoder never learns
 */
public record VaeSpec(
    int latent,
    boolean conditional,
    EncoderSpec encoder,
    DecoderSpec decoder,
    Scale scale,
    PriorSpec prior,
    boolean detachEncoder)
    implements ModelSpec {
  /** Checks the latent size, and that a prior by label has labels. */
  public VaeSpec {
    new Settings()
        .between("latent", latent, 1, 1_000_000)
        .require(
            conditional || !prior.needsLabels(),
            "prior",
            "has a distribution for each label, which needs conditional true; \"standard-normal\""
                + " and \"learned\" need no labels")
        .check();
  }

  /** Two latent dimensions, unconditional, one hidden layer of 256 on each side. */
  public VaeSpec() {
    this(2, false, new FcEncoderSpec(), new FcDecoderSpec());
  }

  /**
   * A standard normal prior and an encoder that gives log-variances.
   *
   * @param latent Z, how many dimensions the latent code has
   * @param conditional whether encoder and decoder see the label
   * @param encoder the network of q(z|x)
   * @param decoder the network of p(x|z)
   */
  public VaeSpec(int latent, boolean conditional, EncoderSpec encoder, DecoderSpec decoder) {
    this(
        latent,
        conditional,
        encoder,
        decoder,
        new ExpScale(),
        new PriorSpec.StandardNormal(),
        false);
  }

  @Override
  public String kind() {
    return conditional ? "CVAE" : "VAE";
  }

  @Override
  public Set<Ability> abilities() {
    return Ability.of(Vae.class);
  }

  @Override
  public List<String> measures() {
    return VaeLearner.MEASURES;
  }

  @Override
  public List<String> derivedMeasures() {
    return VaeLearner.DERIVED;
  }

  @Override
  public void check(Task task, Settings conflicts) {
    LikelihoodSpec likelihood = task.loss().likelihood();
    conflicts.require(
        task.unitInterval() || !likelihood.unitInterval(),
        "loss.likelihood",
        "needs pixels in [0, 1], but data.transform \"standardize\" gives others; use the"
            + " transform \"unit\", or a gaussian likelihood with mean \"identity\"");
    Settings objective = new Settings();
    task.loss().objective().check(new LatentSpace(latent, prior.isStandardNormal()), objective);
    objective
        .violations()
        .forEach(
            each -> conflicts.require(false, "loss.objective." + each.field(), each.message()));
    if (!conditional && encoder instanceof CnnEncoderSpec cnn) {
      // A field that nothing would read is a field forgotten elsewhere.
      conflicts.require(
          cnn.labels() == new CnnEncoderSpec().labels(),
          "model.encoder.labels",
          "\"" + cnn.labels() + "\" needs labels: set model.conditional to true");
    }
    Integer images = task.images();
    if (images != null) {
      likelihood
          .create(task.image())
          .fitted()
          .ifPresent(fitted -> checkImages(images, fitted.imagesNeeded(), conflicts));
    }
  }

  private static void checkImages(int images, long needed, Settings conflicts) {
    conflicts.require(
        images >= needed,
        "loss.likelihood",
        String.format(
            Locale.ROOT,
            "is fitted to residuals and needs at least %,d training images, one per dimension, but"
                + " there are %,d; raise data.limit, or use another sigma",
            needed,
            images));
  }

  @Override
  public VaeLearner create(ImageShape image, int classes, LossSpec loss) {
    Vae network = create(image, classes, loss.likelihood());
    return new VaeLearner(network, loss.objective(), program(network, loss));
  }

  /** None where a part does not say what it is made of. */
  private Optional<StepProgram> program(Vae network, LossSpec loss) {
    if (!prior.isStandardNormal()) {
      return Optional.empty();
    }
    try {
      return StepProgram.of(network.outline(scale, prior.outline()), loss, detachEncoder);
    } catch (InputException unknown) {
      return Optional.empty();
    }
  }

  @Override
  public Outline outline(ImageShape image, int classes, LikelihoodSpec likelihood) {
    return create(image, classes, likelihood).outline(scale, prior.outline());
  }

  /**
   * The network that this describes, not yet initialised.
   *
   * @param image the shape of an image
   * @param classes how many classes the labels have; used where conditional
   * @param likelihood how the decoder's output is read
   * @return a new block
   * @throws InvalidSettingsException where encoder or decoder do not fit the image
   */
  public Vae create(ImageShape image, int classes, LikelihoodSpec likelihood) {
    int labels = conditional ? classes : 0;
    ImageShape planes =
        new ImageShape(image.channels() * likelihood.planes(), image.height(), image.width());
    List<Violation> refused = new ArrayList<>();
    Encoder q =
        InvalidSettingsException.collect(
            refused, "encoder.", () -> encoder.create(image, labels, latent, scale, detachEncoder));
    Decoder p =
        InvalidSettingsException.collect(
            refused, "decoder.", () -> decoder.create(planes, labels, latent));
    if (q == null || p == null) {
      throw new InvalidSettingsException(refused);
    }
    return new Vae(
        q,
        prior.create(latent, labels),
        p,
        likelihood.create(image),
        image,
        labels,
        latent,
        detachEncoder);
  }
}

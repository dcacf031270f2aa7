package org.vaelab.experiments.autoencoder;

import java.util.List;
import java.util.Set;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.family.Task;

/**
 * A plain autoencoder of two linear layers: no prior, no likelihood.
 *
 * @param latent Z, how many numbers an image becomes
 */
public record AutoencoderSpec(int latent) implements ModelSpec {
  /** Checks the size. */
  public AutoencoderSpec {
    new Settings().between("latent", latent, 1, 1000).check();
  }

  /** Two numbers. */
  public AutoencoderSpec() {
    this(2);
  }

  @Override
  public String kind() {
    return "autoencoder";
  }

  @Override
  public Set<Ability> abilities() {
    return Ability.of(Autoencoder.class);
  }

  @Override
  public List<String> measures() {
    return AutoencoderLearner.MEASURES;
  }

  @Override
  public void check(Task task, Settings conflicts) {
    conflicts.require(
        task.loss().equals(new LossSpec()),
        "loss",
        "is for a vae; an autoencoder minimises its squared error");
  }

  @Override
  public AutoencoderLearner create(ImageShape image, int classes, LossSpec loss) {
    return new AutoencoderLearner(new Autoencoder(image, latent));
  }
}

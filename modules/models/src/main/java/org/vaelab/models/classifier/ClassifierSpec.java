package org.vaelab.models.classifier;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.input.Settings;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.family.Task;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.LayerList;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.network.FeatureNetwork;
import org.vaelab.models.network.FeatureSpec;
import org.vaelab.models.network.LabelEntry;
import org.vaelab.models.outline.Outline;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.program.StepProgram;

/**
 * A convolutional classifier p(y|x): convolutions, hidden layers, and one linear layer to the
 * classes. The defaults are the classifier of asahi417.
 *
 * @param convolutions from input to output; may be empty
 * @param hidden fully connected layers after them; may be empty
 * @param layers in place of both, layers of any kind from input to output; null for none
 * @param activation what follows each layer that says nothing else
 * @param initializer how the weights begin
 */
public record ClassifierSpec(
    List<ConvolutionSpec> convolutions,
    List<DenseSpec> hidden,
    @Nullable List<LayerSpec> layers,
    Activation activation,
    Initialization initializer)
    implements ModelSpec, FeatureSpec {
  /** Checks that the layers are given once. */
  public ClassifierSpec {
    convolutions = List.copyOf(convolutions);
    hidden = List.copyOf(hidden);
    layers = layers == null ? null : List.copyOf(layers);
    LayerList.refuseBoth(
        layers != null && !(convolutions.isEmpty() && hidden.isEmpty()), "convolutions and hidden");
  }

  /** Four convolutions of kernel 4, each followed by the maximum of squares of 2. */
  public ClassifierSpec() {
    this(
        List.of(pooling(8), pooling(16), pooling(32), pooling(64)),
        List.of(),
        new Activation.Relu(),
        Initialization.HE_TRUNCATED);
  }

  /**
   * Layers of any kind, relu, and the initial weights of asahi417.
   *
   * @param layers from input to output; may be empty
   */
  public ClassifierSpec(List<LayerSpec> layers) {
    this(List.of(), List.of(), layers, new Activation.Relu(), Initialization.HE_TRUNCATED);
  }

  /**
   * Convolutions and hidden layers.
   *
   * @param convolutions from input to output; may be empty
   * @param hidden fully connected layers after them; may be empty
   * @param activation what follows each layer that says nothing else
   * @param initializer how the weights begin
   */
  public ClassifierSpec(
      List<ConvolutionSpec> convolutions,
      List<DenseSpec> hidden,
      Activation activation,
      Initialization initializer) {
    this(convolutions, hidden, null, activation, initializer);
  }

  @Override
  public String kind() {
    return "classifier";
  }

  @Override
  public Set<Ability> abilities() {
    return Ability.of(Classifier.class);
  }

  @Override
  public List<String> measures() {
    return ClassifierLearner.MEASURES;
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  /** A field that nothing would read is a mistake. */
  @Override
  public void check(Task task, Settings conflicts) {
    conflicts.require(
        task.loss().equals(new LossSpec()),
        "loss",
        "is for a vae; a classifier minimises its cross-entropy");
  }

  private static ConvolutionSpec pooling(int channels) {
    return new ConvolutionSpec(channels, 4, 1, new Padding.Same(), 2, false, null);
  }

  /**
   * The network that this describes, not yet initialised.
   *
   * @param image the shape of an image
   * @param classes K, at least 2
   * @return a new block
   * @throws org.vaelab.input.InvalidSettingsException where it does not fit the image
   */
  public Classifier create(ImageShape image, int classes) {
    new Settings().atLeast("classes", classes, 2).check();
    FeatureNetwork features = new FeatureNetwork(image, 0, LabelEntry.CHANNELS, this);
    return new Classifier(image, classes, features, initializer);
  }

  @Override
  public ClassifierLearner create(ImageShape image, int classes, LossSpec loss) {
    Classifier network = create(image, classes);
    return new ClassifierLearner(network, program(network, classes));
  }

  /** None where a layer does not say what it is made of. */
  private static Optional<StepProgram> program(Classifier network, int classes) {
    try {
      return Optional.of(StepProgram.of(network.outline(classes)));
    } catch (InputException unknown) {
      return Optional.empty();
    }
  }

  @Override
  public Outline outline(ImageShape image, int classes, LikelihoodSpec likelihood) {
    return create(image, classes).outline(classes);
  }
}

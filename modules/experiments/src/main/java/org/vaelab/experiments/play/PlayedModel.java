package org.vaelab.experiments.play;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.NewestWeights;
import org.vaelab.experiments.run.ShellWord;
import org.vaelab.experiments.use.ClassShares;
import org.vaelab.experiments.use.NumberRows;
import org.vaelab.experiments.use.SampleSheet;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.Posteriors;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.models.family.Ability;

/**
 * A model and what the page asks of it. Its weights may be replaced by newer ones of the same run;
 * all that uses or replaces them is done by the {@link Worker}, one thing at a time.
 */
final class PlayedModel implements AutoCloseable {
  private static final int MOST_CODES = 100;
  private static final int MOST_SAMPLES = 400;
  private static final int NO_CLASS = -1;

  private final PlayedRun run;
  private volatile TrainedModel model;
  private volatile @Nullable NewestWeights weights;
  private volatile int version = 1;
  private List<FileTime> stamp = List.of();

  private PlayedModel(PlayedRun run, TrainedModel model, @Nullable NewestWeights weights) {
    this.run = run;
    this.model = model;
    this.weights = weights;
  }

  /**
   * Opens it.
   *
   * @throws InputException when it cannot be opened, or its images are no pictures
   */
  static PlayedModel open(PlayedRun run) {
    NewestWeights newest = run.watched() ? NewestWeights.of(run.path()).orElseThrow() : null;
    Path file = newest == null ? run.path() : newest.file();
    TrainedModel model = run.opener().apply(file);
    int channels = model.description().image().channels();
    if (channels != 1 && channels != 3) {
      model.close();
      throw new InputException(
          run.path() + " makes images of " + channels + " channels; a page shows 1 or 3.");
    }
    return new PlayedModel(run, model, newest);
  }

  PlayedRun run() {
    return run;
  }

  /** Grows with each replacement of the weights. */
  int version() {
    return version;
  }

  TrainedModel model() {
    return model;
  }

  private ModelDescription description() {
    return model.description();
  }

  /** Takes newer weights where there are some. */
  void refresh() {
    List<FileTime> now = NewestWeights.stamp(run.path());
    if (now.equals(stamp)) {
      return;
    }
    NewestWeights newest = NewestWeights.of(run.path()).orElse(null);
    if (newest != null && !newest.equals(weights)) {
      TrainedModel before = model;
      model = run.opener().apply(newest.file());
      weights = newest;
      int next = version + 1;
      version = next;
      before.close();
    }
    stamp = now;
  }

  /** What the page is told of a model. */
  record Summary(
      String name,
      String word,
      String kind,
      int latent,
      int height,
      int width,
      int channels,
      List<String> classes,
      boolean conditional,
      boolean encodes,
      boolean samples,
      boolean isRun,
      boolean watched,
      int version,
      @Nullable Integer epoch) {}

  Summary summary() {
    ModelDescription it = description();
    Set<Ability> abilities = it.model().abilities();
    NewestWeights now = weights;
    return new Summary(
        run.name(),
        ShellWord.of(Path.of(run.name())),
        it.model().kind(),
        it.model().latent(),
        it.image().height(),
        it.image().width(),
        it.image().channels(),
        it.classNames(),
        it.model().conditional(),
        abilities.contains(Ability.ENCODE) && abilities.contains(Ability.RECONSTRUCT),
        abilities.contains(Ability.SAMPLE),
        TrainingView.isRun(run.path()),
        run.watched(),
        version,
        now == null ? null : now.epoch());
  }

  /** Decodes {@code codes} under the label of {@code shares}, both as they were sent. */
  NumberRows decode(JsonFields asked) {
    float[][] codes = asked.codes("codes", MOST_CODES);
    float[] shares = asked.shares("label");
    int latent = description().model().latent();
    for (float[] code : codes) {
      if (code.length != latent) {
        throw Refusal.wrong("A code must have " + latent + " numbers, has " + code.length + ".");
      }
    }
    return label(shares).decode(model, codes);
  }

  private ClassShares label(float[] shares) {
    int expected = description().model().conditional() ? description().classNames().size() : 0;
    double sum = 0;
    for (float share : shares) {
      sum += share;
    }
    if (shares.length != expected || (expected > 0 && Math.abs(sum - 1) > 1e-4)) {
      throw Refusal.wrong(
          expected == 0
              ? "This model is given no label."
              : "label must be " + expected + " shares that add up to 1.");
    }
    return expected == 0 ? ClassShares.NONE : new ClassShares(shares);
  }

  /** Draws a sheet of new images. */
  NumberRows sample(JsonFields asked) {
    if (!description().model().abilities().contains(Ability.SAMPLE)) {
      throw Refusal.wrong("This model has no prior to draw from.");
    }
    int count = asked.whole("count", 1, MOST_SAMPLES, SampleSheet.COLUMNS);
    int seed = asked.whole("seed", 0, Integer.MAX_VALUE, 0);
    double temperature = asked.number("temperature", 0, 1000, 1);
    int label = asked.whole("class", 0, description().classNames().size() - 1, NO_CLASS);
    if (label != NO_CLASS && !description().model().conditional()) {
      throw Refusal.wrong("This model is given no class.");
    }
    int[] labels = label == NO_CLASS ? new int[0] : new int[] {label};
    SampleSheet sheet = SampleSheet.of(description(), labels, count, seed, temperature);
    if (sheet.classes().length > MOST_SAMPLES) {
      throw Refusal.wrong("A sheet may have " + MOST_SAMPLES + " images at most.");
    }
    return sheet.draw(model);
  }

  /** An image's place in the latent space. */
  record Place(float[] mean, float @Nullable [] deviation) {}

  /** What the model makes of an image: its posterior, and a picture of the posterior's mean. */
  Answer encode(byte[] pixels, @Nullable Integer label) {
    NumberRows made = reconstruct(pixels, label);
    float[][] image = {Pixels.image(pixels, description().image())};
    Posteriors posterior = model.posteriors(image, encodedClass(label));
    float[] deviation = posterior.deviations().length == 0 ? null : posterior.deviations()[0];
    return Frame.of(
        new Place(posterior.means()[0], deviation), Pixels.of(made, description().image()));
  }

  /** The reconstruction of an image. */
  NumberRows reconstruct(byte[] pixels, @Nullable Integer label) {
    if (!summary().encodes()) {
      throw Refusal.wrong("This model encodes no images.");
    }
    int[] classes = encodedClass(label);
    float[][] image = {Pixels.image(pixels, description().image())};
    return new NumberRows(model.reconstruct(image, classes), classes, description().image());
  }

  private int[] encodedClass(@Nullable Integer label) {
    boolean conditional = description().model().conditional();
    int classes = description().classNames().size();
    if (conditional != (label != null) || (label != null && (label < 0 || label >= classes))) {
      throw Refusal.wrong(
          conditional
              ? "class must be that of the image, 0 to " + (classes - 1) + "."
              : "This model is given no class.");
    }
    return label == null ? new int[0] : new int[] {label};
  }

  @Override
  public void close() {
    model.close();
  }
}

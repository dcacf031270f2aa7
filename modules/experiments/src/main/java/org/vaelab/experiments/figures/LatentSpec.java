package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.drawing.Palette;
import org.vaelab.experiments.drawing.ScatterPlot;
import org.vaelab.experiments.embedding.PlanePoints;
import org.vaelab.experiments.embedding.PrincipalComponents;
import org.vaelab.experiments.embedding.Projection;
import org.vaelab.experiments.embedding.TSne;
import org.vaelab.inference.ImageSetReader;
import org.vaelab.input.Settings;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.FigureSubject;

/**
 * Where images lie in the latent space, coloured by class.
 *
 * @param points how many images, the first of the set
 * @param perClass how many images of each class instead, the first of each; null for {@code points}
 * @param set of the training or the test images
 * @param from the posterior's mean, or a draw from it
 * @param projection how more than two dimensions become two
 * @param perplexity how many neighbours count for t-SNE, roughly; less where there are few points
 * @param limit the axes of z go from -limit to limit; null for as far as the points
 * @param palette the colours of the classes
 * @param epochs at which it is drawn; empty for once after the training
 * @param animated whether an animation over all epochs is made besides; its limit is 3 where none
 *     is given, so that its pictures fit each other
 * @param frameMilliseconds how long the animation shows an epoch
 */
public record LatentSpec(
    int points,
    @Nullable Integer perClass,
    ImagePart set,
    Representative from,
    Projection projection,
    double perplexity,
    @Nullable Double limit,
    Palette palette,
    List<Integer> epochs,
    boolean animated,
    int frameMilliseconds)
    implements FigureSpec {
  /** How many images t-SNE can be asked for: more would take minutes, and gigabytes. */
  private static final int MOST_EMBEDDED = TSne.MOST_POINTS;

  private static final double ANIMATION_LIMIT = 3;

  /** Checks the counts. */
  public LatentSpec {
    epochs = List.copyOf(epochs);
    boolean embedded = projection == Projection.TSNE;
    Settings settings =
        new Settings()
            .between(
                "points",
                points,
                1,
                embedded && perClass == null ? MOST_EMBEDDED : Integer.MAX_VALUE)
            .atLeast("perplexity", perplexity, 2.0)
            .between("frameMilliseconds", frameMilliseconds, 20, 60_000)
            .require(
                frameMilliseconds % 10 == 0,
                "frameMilliseconds",
                "must be a multiple of 10, as GIF counts, was " + frameMilliseconds)
            .require(
                !(animated && embedded && limit == null),
                "limit",
                "must be given for an animation of t-SNE, whose points go far; try 100");
    if (perClass != null) {
      settings.atLeast("perClass", perClass, 1);
    }
    if (limit != null) {
      settings.positive("limit", limit);
    }
    settings.check();
  }

  /** The means of the first 5,000 test images, of more than two dimensions by their components. */
  public LatentSpec() {
    this(
        5000,
        null,
        ImagePart.TEST,
        Representative.MEAN,
        Projection.AUTO,
        30,
        null,
        Palette.DISTINCT,
        List.of(),
        false,
        200);
  }

  @Override
  public String fileName() {
    return "latent";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.ENCODE);
  }

  @Override
  public void check(FigureSubject subject, Settings conflicts) {
    boolean embedded = projection == Projection.TSNE;
    int latent = subject.model().latent();
    conflicts.require(
        latent >= 2 || !(embedded || projection == Projection.PCA),
        "projection",
        "\"" + projection + "\" needs at least 2 dimensions; model.latent is " + latent);
    conflicts.require(
        latent <= PrincipalComponents.MOST_DIMENSIONS
            || !(embedded || projection == Projection.PCA),
        "projection",
        "\""
            + projection
            + "\" takes at most "
            + PrincipalComponents.MOST_DIMENSIONS
            + " dimensions; model.latent is "
            + latent);
    int classes = subject.dataset().classNames().size();
    int most = MOST_EMBEDDED / classes;
    conflicts.require(
        !embedded || perClass == null || perClass <= most,
        "perClass",
        "must be <= " + most + " for t-SNE of " + classes + " classes, was " + perClass);
  }

  @Override
  public Optional<Duration> animation() {
    return animated ? Optional.of(Duration.ofMillis(frameMilliseconds)) : Optional.empty();
  }

  @Override
  public BufferedImage draw(FigureSource source) {
    ImageSetReader.Codes codes =
        source
            .reader()
            .codes(
                set.of(source.data()),
                from,
                points,
                perClass,
                source.seeds().derive("figure-latent"));
    PlanePoints plane = PlanePoints.of(codes.values(), codes.classes(), projection, perplexity);
    Double drawnLimit = limit == null && animated ? Double.valueOf(ANIMATION_LIMIT) : limit;
    boolean line = plane.yLabel().equals("class");
    return new ScatterPlot(
            title(codes.values().length, source.history().size()),
            source.data().classNames(),
            palette,
            drawnLimit,
            line ? null : drawnLimit)
        .draw(plane, codes.classes());
  }

  /** "Epoch 5: posterior means of 5,000 test images". */
  String title(int count, int epoch) {
    String images =
        perClass == null
            ? String.format(Locale.ROOT, "%,d %s images", count, set.adjective())
            : String.format(
                Locale.ROOT, "the first %,d %s images of each class", perClass, set.adjective());
    String codes = "osterior " + from + "s of " + images;
    if (epochs.isEmpty() && !animated) {
      return "P" + codes;
    }
    return (epoch == 0 ? "Before training" : "Epoch " + epoch) + ": p" + codes;
  }

  @Override
  public boolean isStandard() {
    return true;
  }
}

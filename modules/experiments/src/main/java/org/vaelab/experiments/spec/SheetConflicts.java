package org.vaelab.experiments.spec;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.Dataset;
import org.vaelab.experiments.figures.ClassSheetSpec;
import org.vaelab.experiments.figures.ColourMap;
import org.vaelab.experiments.figures.CovarianceSpec;
import org.vaelab.experiments.figures.FigureSpec;
import org.vaelab.experiments.figures.ManifoldSpec;
import org.vaelab.experiments.figures.MeanCodesSpec;
import org.vaelab.experiments.figures.SampleArrangement;
import org.vaelab.experiments.figures.SamplesSpec;
import org.vaelab.losses.distribution.FullCovarianceSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.models.VaeSpec;

/** Image sheets that cannot be drawn of the model or the data. */
final class SheetConflicts {
  /** Four bytes each in memory: half a gigabyte. */
  private static final long MOST_MEGAPIXELS = 128;

  private final VaeSpec model;
  private final LikelihoodSpec likelihood;
  private final Dataset dataset;
  private final BiConsumer<String, String> problem;

  /** Problems go to {@code problem}: the field's path, and what is wrong with it. */
  SheetConflicts(
      VaeSpec model,
      LikelihoodSpec likelihood,
      Dataset dataset,
      BiConsumer<String, String> problem) {
    this.model = model;
    this.likelihood = likelihood;
    this.dataset = dataset;
    this.problem = problem;
  }

  void find(List<FigureSpec> figures) {
    for (int i = 0; i < figures.size(); i++) {
      FigureSpec figure = figures.get(i);
      String path = "figures[" + i + "].";
      checkSize(figure, "figures[" + i + "]");
      if (figure instanceof SamplesSpec samples) {
        check(samples, path);
      } else if (figure instanceof ManifoldSpec manifold) {
        check(manifold, path);
      } else if (figure instanceof ClassSheetSpec sheet) {
        checkLabel(sheet.label(), true, path);
      } else if (figure instanceof MeanCodesSpec codes) {
        check(codes, path);
      } else if (figure instanceof CovarianceSpec) {
        checkCovariance(path);
      }
    }
  }

  private void checkSize(FigureSpec figure, String path) {
    int classes = model.conditional() ? dataset.classNames().size() : 1;
    long megapixels = figure.tilePixels(dataset.shape(), classes) / 1_000_000;
    if (megapixels > MOST_MEGAPIXELS) {
      problem.accept(
          path,
          String.format(
              Locale.ROOT,
              "would be a picture of %,d million pixels; at most %d million can be drawn: ask for"
                  + " fewer images",
              megapixels,
              MOST_MEGAPIXELS));
    }
  }

  private void check(SamplesSpec samples, String path) {
    if (!model.conditional()) {
      refuseWithoutLabels(samples.labels(), path + "labels");
      boolean inOrder = samples.arrangement() == SampleArrangement.CLASSES_IN_ORDER;
      refuseWithoutLabels(inOrder, path + "arrangement");
      refuseWithoutLabels(samples.sharedCodes(), path + "sharedCodes");
    }
    if (samples.palette() != ColourMap.GREY && dataset.shape().channels() != 1) {
      problem.accept(
          path + "palette",
          "must be \"grey\" for images that have colours of their own, was \""
              + samples.palette()
              + "\"");
    }
  }

  private void refuseWithoutLabels(boolean asked, String path) {
    if (asked) {
      problem.accept(path, "needs a model that is given labels: set model.conditional to true");
    }
  }

  private void check(ManifoldSpec manifold, String path) {
    if (model.latent() != 2) {
      problem.accept(
          path + "type",
          "manifold needs two latent dimensions, but model.latent is "
              + model.latent()
              + "; class-sheet shows draws of any number");
    }
    checkLabel(manifold.label(), true, path);
  }

  private void check(MeanCodesSpec codes, String path) {
    checkLabel(codes.label(), false, path);
    if (codes.label() == null && codes.count() != new MeanCodesSpec().count()) {
      problem.accept(path + "count", "is for one class; set label");
    }
  }

  private void checkLabel(@Nullable Integer label, boolean given, String path) {
    int classes = dataset.classNames().size();
    if (label != null && label >= classes) {
      problem.accept(
          path + "label",
          "must be < "
              + classes
              + ", the number of classes of "
              + dataset.name()
              + ", was "
              + label);
    }
    if (given && !model.conditional()) {
      refuseWithoutLabels(label != null, path + "label");
    }
  }

  private void checkCovariance(String path) {
    if (!(likelihood instanceof GaussianLikelihoodSpec gaussian
        && gaussian.sigma() instanceof FullCovarianceSigma)) {
      problem.accept(
          path + "type",
          "covariance needs loss.likelihood \"gaussian\" with sigma \"full-covariance\"");
    }
  }
}

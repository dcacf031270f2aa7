package org.vaelab.experiments.figures;

import org.vaelab.json.Extension;
import org.vaelab.json.Vocabulary;
import org.vaelab.spec.FigureSpec;

/** The built-in words of figures, in listing order. */
public final class FigureWords implements Extension {
  @Override
  public Vocabulary extend(Vocabulary vocabulary) {
    return vocabulary
        .with(FigureSpec.class, "reconstructions", ReconstructionsSpec.class)
        .with(FigureSpec.class, "samples", SamplesSpec.class)
        .with(FigureSpec.class, "latent", LatentSpec.class)
        .with(FigureSpec.class, "curves", CurvesSpec.class)
        .with(FigureSpec.class, "manifold", ManifoldSpec.class)
        .with(FigureSpec.class, "class-sheet", ClassSheetSpec.class)
        .with(FigureSpec.class, "mean-codes", MeanCodesSpec.class)
        .with(FigureSpec.class, "covariance", CovarianceSpec.class)
        .with(FigureSpec.class, "kl-dimensions", KlDimensionsSpec.class)
        .withChoice(GridRange.class)
        .with(GridRange.class, "quantiles", QuantileRange.class)
        .with(GridRange.class, "linear", LinearRange.class);
  }
}

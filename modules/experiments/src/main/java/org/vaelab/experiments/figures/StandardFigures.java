package org.vaelab.experiments.figures;

import java.util.List;
import org.vaelab.models.family.ModelSpec;

/** The figures of an experiment that asks for none. */
public final class StandardFigures {
  private static final List<FigureSpec> ALL =
      List.of(new ReconstructionsSpec(), new SamplesSpec(), new LatentSpec(), new CurvesSpec());

  private StandardFigures() {}

  /**
   * The standard figures that can be drawn of a model.
   *
   * @param model any
   * @return those whose needs it meets
   */
  public static List<FigureSpec> of(ModelSpec model) {
    return ALL.stream().filter(figure -> model.abilities().containsAll(figure.needs())).toList();
  }
}

package org.vaelab.spec;

import java.util.List;
import org.vaelab.models.family.ModelSpec;

/** The figures of an experiment that asks for none. */
public final class StandardFigures {
  private StandardFigures() {}

  /**
   * The standard figures that can be drawn of a model.
   *
   * @param model any
   * @return those whose needs it meets; none where the program that draws is not on the class path
   */
  public static List<FigureSpec> of(ModelSpec model) {
    return SpecWords.builtIn().standard(FigureSpec.class).values().stream()
        .filter(FigureSpec::isStandard)
        .filter(figure -> model.abilities().containsAll(figure.needs()))
        .toList();
  }
}

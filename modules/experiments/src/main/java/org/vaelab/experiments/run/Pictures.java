package org.vaelab.experiments.run;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.vaelab.data.ImageData;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.figures.CurvesSpec;
import org.vaelab.experiments.figures.FigureSpec;
import org.vaelab.experiments.figures.TrainedModel;
import org.vaelab.experiments.spec.ExperimentSpec;
import org.vaelab.training.EpochMetrics;
import org.vaelab.training.Learner;
import org.vaelab.training.Seeds;
import org.vaelab.training.VaeLearner;

/** Draws a spec's figures into a run folder. */
record Pictures(ComputeEngine engine, NDManager manager, ExperimentSpec spec, Seeds seeds) {
  void draw(RunFolder folder, Learner learner, ImageData data, List<EpochMetrics> history) {
    Function<FigureSpec, BufferedImage> pictures = pictures(learner, data, history);
    Map<String, Integer> used = new HashMap<>();
    for (FigureSpec figure : spec.figures()) {
      int number = used.merge(figure.fileName(), 1, Integer::sum);
      String name = figure.fileName() + (number == 1 ? "" : "-" + number);
      folder.writeFigure(name, pictures.apply(figure));
    }
  }

  /** How a figure is drawn; of a classifier there are curves alone, as the spec was checked. */
  private Function<FigureSpec, BufferedImage> pictures(
      Learner learner, ImageData data, List<EpochMetrics> history) {
    if (learner instanceof VaeLearner vae) {
      TrainedModel trained =
          new TrainedModel(
              engine, manager, vae.block(), data, spec.data().transform(), seeds, history);
      return figure -> figure.draw(trained);
    }
    return figure -> ((CurvesSpec) figure).draw(history);
  }
}

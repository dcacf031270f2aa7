package org.vaelab.experiments.spec;

import java.util.List;
import java.util.function.BiConsumer;
import org.vaelab.experiments.figures.CurvesSpec;
import org.vaelab.experiments.figures.FigureSpec;
import org.vaelab.experiments.figures.LatentSpec;
import org.vaelab.experiments.figures.Projection;
import org.vaelab.models.ClassifierSpec;
import org.vaelab.models.VaeSpec;

/**
 * Figures that do not go with the rest of a spec.
 *
 * @param spec the whole
 * @param problem takes the path of a field and what is wrong with it
 */
record FigureConflicts(ExperimentSpec spec, BiConsumer<String, String> problem) {
  void find() {
    for (int i = 0; i < spec.figures().size(); i++) {
      FigureSpec figure = spec.figures().get(i);
      String path = "figures[" + i + "].";
      checkEpochs(path + "epochs", figure.epochs());
      if (spec.model() instanceof ClassifierSpec && !(figure instanceof CurvesSpec)) {
        problem.accept(path + "type", "must be curves where the model is a classifier");
      } else if (figure instanceof LatentSpec latent && spec.model() instanceof VaeSpec vae) {
        checkProjection(path, latent, vae);
      }
    }
  }

  private void checkEpochs(String path, List<Integer> epochs) {
    int last = spec.training().epochs();
    for (int k = 0; k < epochs.size(); k++) {
      int epoch = epochs.get(k);
      if (epoch < 0 || epoch > last) {
        problem.accept(
            path + "[" + k + "]",
            "must be from 0 (before the training) to training.epochs, " + last + ", was " + epoch);
      }
    }
  }

  private void checkProjection(String path, LatentSpec latent, VaeSpec vae) {
    Projection projection = latent.projection();
    boolean plane = projection == Projection.PCA || projection == Projection.TSNE;
    if (plane && vae.latent() < 2) {
      problem.accept(
          path + "projection",
          "\"" + projection + "\" needs at least 2 dimensions; model.latent is " + vae.latent());
    }
    Integer perClass = latent.perClass();
    int classes = spec.data().dataset().classNames().size();
    int most = LatentSpec.MOST_EMBEDDED / classes;
    if (projection == Projection.TSNE && perClass != null && perClass > most) {
      problem.accept(
          path + "perClass",
          "must be <= " + most + " for t-SNE of " + classes + " classes, was " + perClass);
    }
  }
}

package org.vaelab.experiments.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vaelab.experiments.figures.CurvesSpec;
import org.vaelab.experiments.figures.FigureSpec;
import org.vaelab.experiments.figures.LatentSpec;
import org.vaelab.experiments.figures.ReconstructionsSpec;
import org.vaelab.experiments.figures.SamplesSpec;
import org.vaelab.losses.distribution.BernoulliLikelihood;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.Objective;
import org.vaelab.models.DecoderSpec;
import org.vaelab.models.EncoderSpec;
import org.vaelab.models.FcDecoderSpec;
import org.vaelab.models.FcEncoderSpec;
import org.vaelab.training.AdamSpec;
import org.vaelab.training.ConstantScheduleSpec;
import org.vaelab.training.OptimizerSpec;
import org.vaelab.training.ScheduleSpec;

/**
 * The words that {@code "type"} may have, for each choice in a spec. A test holds that every record
 * of a sealed interface is listed.
 */
final class SpecTypes {
  static final Map<Class<?>, Map<String, Class<? extends Record>>> ALL =
      Map.of(
          EncoderSpec.class, types("fc", FcEncoderSpec.class),
          DecoderSpec.class, types("fc", FcDecoderSpec.class),
          Likelihood.class, types("bernoulli", BernoulliLikelihood.class),
          Objective.class, types("elbo", Elbo.class),
          OptimizerSpec.class, types("adam", AdamSpec.class),
          ScheduleSpec.class, types("constant", ConstantScheduleSpec.class),
          FigureSpec.class,
              types(
                  "reconstructions", ReconstructionsSpec.class,
                  "samples", SamplesSpec.class,
                  "latent", LatentSpec.class,
                  "curves", CurvesSpec.class));

  private SpecTypes() {}

  /** The word of a record among those of {@code choice}. */
  static String wordOf(Class<?> choice, Class<?> type) {
    Map<String, Class<? extends Record>> types = ALL.getOrDefault(choice, Map.of());
    return types.entrySet().stream()
        .filter(entry -> entry.getValue().equals(type))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " has no word in SpecTypes"));
  }

  private static Map<String, Class<? extends Record>> types(Object... wordsAndTypes) {
    Map<String, Class<? extends Record>> types = new LinkedHashMap<>();
    for (int i = 0; i < wordsAndTypes.length; i += 2) {
      types.put(
          (String) wordsAndTypes[i], ((Class<?>) wordsAndTypes[i + 1]).asSubclass(Record.class));
    }
    return types;
  }
}

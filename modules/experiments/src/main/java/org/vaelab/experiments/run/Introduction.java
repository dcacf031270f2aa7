package org.vaelab.experiments.run;

import ai.djl.Device;
import java.util.Locale;
import org.vaelab.data.ImageData;
import org.vaelab.data.StreamedImages;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.cuda.Cuda;
import org.vaelab.engine.cuda.CudaDriver;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.spec.ExperimentSpec;

/** The first two lines of a run: what is trained, on what, with what. */
final class Introduction {
  private Introduction() {}

  static void say(Terminal terminal, Experiment experiment) {
    ExperimentSpec spec = experiment.spec();
    ComputeEngine engine = experiment.session().engine();
    Device device = experiment.session().manager().getDevice();
    ImageData data = experiment.session().data();
    sayData(terminal, spec, data);
    spec.advice().forEach(terminal::complain);
    // Without a driver nobody expects CUDA; with one they should know why it stands idle.
    if (spec.device().equals("auto")
        && !device.isGpu()
        && !(engine.cuda() instanceof Cuda.Unusable unusable
            && unusable.driver() instanceof CudaDriver.Absent)) {
      terminal.say(
          "on the CPU, because CUDA cannot be used: "
              + engine.refusal(0).orElse("no reason known"));
    }
    if (data.train() instanceof StreamedImages) {
      terminal.say("the images do not fit on the device, and are streamed to it in chunks");
    }
    terminal.say(
        String.format(
            Locale.ROOT,
            "%,d parameters, PyTorch %s on %s, %d thread%s, seed %d; losses in nats per image",
            NamedParameters.count(experiment.learner().block()),
            engine.version(),
            Environment.name(device),
            engine.threads(),
            engine.threads() == 1 ? "" : "s",
            spec.seed()));
  }

  private static void sayData(Terminal terminal, ExperimentSpec spec, ImageData data) {
    String held =
        data.validation() == null
            ? ""
            : String.format(Locale.ROOT, ", %,d held out", data.validation().size());
    terminal.say(
        String.format(
            Locale.ROOT,
            "%s: %s on %s (%s), %,d train%s, %,d test images of %s",
            spec.name(),
            spec.model().kind(),
            spec.data().dataset().name(),
            data.origin(),
            data.train().size(),
            held,
            data.test().size(),
            data.shape()));
  }
}

package org.vaelab.experiments.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.files.AtomicFile;
import org.vaelab.inference.ModelDescription;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.models.outline.Outline;

/**
 * A model as ONNX: encoder.onnx and decoder.onnx, or classifier.onnx. Images go in and come out
 * with pixels in [0, 1].
 */
final class OnnxExport {
  private OnnxExport() {}

  static List<String> write(ExportedModel model, ExportFolder folder) {
    Map<String, OnnxGraph> graphs = new LinkedHashMap<>();
    if (model.outline() instanceof Outline.Autoencoder network) {
      graphs.put("encoder.onnx", encoder(model, network));
      graphs.put("decoder.onnx", decoder(model, network));
    } else if (model.outline() instanceof Outline.Classifier network) {
      graphs.put("classifier.onnx", classifier(model, network));
    }
    List<String> names = List.copyOf(graphs.keySet());
    folder.prepare(names);
    Map<String, String> notes = Map.of("vaelab", ModelJson.of(model).text());
    graphs.forEach(
        (name, graph) -> {
          byte[] bytes = graph.model(model.description().vaelab(), notes);
          AtomicFile.write(folder.path().resolve(name), stream -> stream.write(bytes));
        });
    return names;
  }

  private static OnnxGraph encoder(ExportedModel model, Outline.Autoencoder network) {
    OnnxGraph graph = new OnnxGraph("encoder");
    String images = images(graph, model.description());
    OnnxSteps steps = steps(graph, model, network.classes());
    String features = steps.apply(network.encoder(), images);
    String mean = steps.dense(network.mean(), features);
    String raw = steps.dense(network.rawScale(), features);
    graph.output("mean", mean, network.latent());
    graph.output(
        "log_variance", OnnxFunctions.logVariance(graph, network.scale(), raw), network.latent());
    return graph;
  }

  private static OnnxGraph decoder(ExportedModel model, Outline.Autoencoder network) {
    ModelDescription description = model.description();
    ImageShape image = description.image();
    OnnxGraph graph = new OnnxGraph("decoder");
    String codes = graph.input("codes", network.latent());
    OnnxSteps steps = steps(graph, model, network.classes());
    String planes = steps.apply(network.decoder(), codes);
    String mean = mean(graph, description.likelihood(), image, planes);
    graph.output(
        "images",
        OnnxFunctions.shown(graph, description.scale(), mean),
        image.channels(),
        image.height(),
        image.width());
    return graph;
  }

  private static OnnxGraph classifier(ExportedModel model, Outline.Classifier network) {
    OnnxGraph graph = new OnnxGraph("classifier");
    String images = images(graph, model.description());
    String logits = new OnnxSteps(graph, model, null).apply(network.logits(), images);
    graph.output(
        "probabilities", graph.node("Softmax", Map.of("axis", 1), logits), network.classes());
    return graph;
  }

  private static String images(OnnxGraph graph, ModelDescription description) {
    ImageShape image = description.image();
    String images = graph.input("images", image.channels(), image.height(), image.width());
    return OnnxFunctions.seen(graph, description.transform(), description.scale(), images);
  }

  private static OnnxSteps steps(OnnxGraph graph, ExportedModel model, int classes) {
    return new OnnxSteps(graph, model, classes > 0 ? graph.input("labels", classes) : null);
  }

  /** The mean image, which stands in the first planes. */
  private static String mean(
      OnnxGraph graph, LikelihoodSpec likelihood, ImageShape image, String planes) {
    String first =
        likelihood.planes() == 1
            ? planes
            : graph.node(
                "Slice", planes, graph.whole(0), graph.whole(image.channels()), graph.whole(1));
    boolean linear =
        likelihood instanceof GaussianLikelihoodSpec gaussian
            && gaussian.mean() == MeanActivation.IDENTITY;
    return linear ? first : graph.node("Sigmoid", first);
  }
}

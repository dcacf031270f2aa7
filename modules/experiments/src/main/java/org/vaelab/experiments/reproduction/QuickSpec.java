package org.vaelab.experiments.reproduction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecJson;
import org.vaelab.spec.SpecWords;

/** An experiment cut to fewer epochs. */
final class QuickSpec {
  private QuickSpec() {}

  /**
   * The same experiment, ended after {@code epochs}; figures that would be drawn later are drawn
   * then.
   */
  static ExperimentSpec cut(ExperimentSpec spec, int epochs) {
    ObjectNode tree = SpecJson.tree(spec, SpecWords.builtIn()).deepCopy();
    ((ObjectNode) tree.path("training")).put("epochs", epochs);
    for (JsonNode figure : tree.path("figures")) {
      if (figure.path("epochs") instanceof ArrayNode at && !at.isEmpty()) {
        TreeSet<Integer> kept = new TreeSet<>();
        at.forEach(epoch -> kept.add(Math.min(epoch.asInt(), epochs)));
        at.removeAll();
        kept.forEach(at::add);
      }
    }
    return SpecFile.parse(spec.name(), tree.toString(), List.of());
  }
}

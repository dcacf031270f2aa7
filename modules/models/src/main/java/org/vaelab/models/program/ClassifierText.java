package org.vaelab.models.program;

import java.util.ArrayList;
import java.util.List;
import org.vaelab.models.outline.Outline;
import org.vaelab.models.parameter.Products;

/**
 * Writes a step of a classifier: {@code -log p(y|x)}, whose derivative by the logits is {@code
 * softmax(l) - y}, and whether the most likely class is right.
 *
 * @param network what it computes
 */
record ClassifierText(Outline.Classifier network) {
  /** The program of a step over {@code batch}, images and labels. */
  String text(Products products, List<String> parameters, List<String> learnt) {
    Statements statements = new Statements();
    String x = statements.value("batch[0]");
    String labels = statements.value("batch[1]");
    NetworkText text = new NetworkText(statements, products, parameters, labels, network.classes());
    Part logits = text.all(network.logits(), x);
    String log = statements.value("torch.log_softmax(%s, 1)", logits.value());
    String loss = statements.value("torch.neg(torch.sum(torch.mul(%s, %s), [1]))", log, labels);
    String right =
        statements.value(
            "torch.type_as(torch.eq(torch.argmax(%s, 1), torch.argmax(%s, 1)), %s)",
            logits.value(), labels, loss);
    String gradient =
        statements.value(
            "torch.mul(torch.sub(torch.exp(%s), %s), torch.div(1., torch.size(%s, 0)))",
            log, labels, x);
    logits.back().through(gradient, false);
    List<String> results = new ArrayList<>();
    learnt.forEach(parameter -> results.add(text.gradient(parameter)));
    results.addAll(List.of(loss, right));
    return statements.returning(results);
  }
}

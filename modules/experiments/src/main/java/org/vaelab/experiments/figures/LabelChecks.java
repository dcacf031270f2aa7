package org.vaelab.experiments.figures;

import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;
import org.vaelab.spec.FigureSubject;

/** Whether a figure can have the labels that it asks for. */
record LabelChecks(FigureSubject subject, Settings conflicts) {
  /** Refuses what only a conditional model can be asked for. */
  void needLabels(String field, boolean asked) {
    conflicts.require(
        !asked || subject.model().conditional(),
        field,
        "needs a model that is given labels: set model.conditional to true");
  }

  /** Refuses the class of all images, where the model sees none, or the data do not have it. */
  void one(@Nullable Integer label) {
    exists(label);
    needLabels("label", label != null);
  }

  /** Refuses a class that the data do not have. */
  void exists(@Nullable Integer label) {
    int classes = subject.dataset().classNames().size();
    conflicts.require(
        label == null || label < classes,
        "label",
        "must be < "
            + classes
            + ", the number of classes of "
            + subject.dataset().name()
            + ", was "
            + label);
  }
}

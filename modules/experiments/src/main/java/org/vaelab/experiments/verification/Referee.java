package org.vaelab.experiments.verification;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.engine.ComputeEngine;

/** Examines vaelab's own estimators, and itself: whether it would find mistakes in them. */
public final class Referee {
  private Referee() {}

  /**
   * Examines everything; the same digits each time on one machine.
   *
   * @return what was found, examination by examination
   */
  public static List<Finding> findings() {
    ComputeEngine engine = ComputeEngine.start();
    List<Finding> findings = new ArrayList<>();
    try (NDManager manager = engine.newManager(Device.cpu())) {
      List<Examination<?>> all = new ArrayList<>();
      all.addAll(new DensityExaminations(manager).all());
      all.addAll(new ObjectiveExaminations(engine, manager).all());
      all.addAll(new DisentanglingExaminations(manager).all());
      all.addAll(new MetricExaminations(manager).all());
      for (Examination<?> each : all) {
        engine.seed(1);
        findings.addAll(each.findings());
      }
    }
    return findings;
  }
}

package org.vaelab.experiments;

import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.vae.VaeSpec;

/** What {@code ArchitectureTest} must find; never run. */
final class FamilyExample {
  private FamilyExample() {}

  static boolean asks(ModelSpec model) {
    return model instanceof VaeSpec;
  }
}

package org.vaelab.experiments.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The command above a command, which picocli fills in. */
final class Parents {
  private Parents() {}

  static <T> T of(@Nullable T parent) {
    return Objects.requireNonNull(parent, "picocli sets @ParentCommand before a call");
  }
}

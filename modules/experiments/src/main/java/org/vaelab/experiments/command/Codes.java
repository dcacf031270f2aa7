package org.vaelab.experiments.command;

import java.util.regex.Pattern;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;

/** Codes as people type them: 0.5,-1,2e-3. */
final class Codes {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private Codes() {}

  /** Whether a text is numbers with commas between. */
  static boolean looksLikeOne(String text) {
    for (String part : text.split(",", -1)) {
      if (!NUMBER.matcher(part.strip()).matches()) {
        return false;
      }
    }
    return true;
  }

  /** The code, which must be as long as the model's codes. */
  static float[] parse(String option, String text, TrainedModel model) {
    String[] parts = text.split(",", -1);
    int latent = model.description().model().latent();
    if (parts.length != latent) {
      throw new InputException(
          option + " must have " + latent + " numbers, has " + parts.length + ": " + text);
    }
    float[] code = new float[latent];
    for (int d = 0; d < latent; d++) {
      code[d] = Float.parseFloat(parts[d].strip());
      if (!Float.isFinite(code[d])) {
        throw new InputException(option + " must be of finite numbers, was " + text);
      }
    }
    return code;
  }
}

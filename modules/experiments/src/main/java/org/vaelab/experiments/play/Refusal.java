package org.vaelab.experiments.play;

/**
 * A request that is not answered; its words go to who asked, so they name no file and no folder.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  Refusal(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  /** Of what was asked for, which makes no sense: HTTP's 400. */
  static Refusal wrong(String sentence) {
    return new Refusal(400, sentence);
  }

  int status() {
    return status;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}

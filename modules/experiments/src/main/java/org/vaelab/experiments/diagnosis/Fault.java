package org.vaelab.experiments.diagnosis;

/** The kinds of faults that are known. */
public enum Fault {
  /** The posterior is the prior. */
  COLLAPSED(
      "posterior collapse", "a warm-up of beta, loss.objective.freeBits, or a smaller decoder"),
  /** The KL is weighed so much that the codes say nothing. */
  BETA_TOO_LARGE(
      "the KL drowns the reconstruction",
      "a smaller loss.objective.beta; a reconstruction that is a mean over pixels has a beta as many"
          + " times larger as there are pixels"),
  /** The KL is weighed so little that the bound is bad. */
  BETA_TOO_SMALL(
      "the reconstruction drowns the KL",
      "a larger loss.objective.beta; samples of the prior will not look like the images"),
  /** The weight of the KL is not full at the end. */
  WARM_UP_UNFINISHED(
      "the warm-up outlasts the training", "a shorter warmUp.length, or more training.epochs"),
  /** The test loss rises while the training loss falls. */
  OVERFITTING(
      "overfitting",
      "training.earlyStopping with images held out, a smaller network, or more images"),
  /** The loss does not fall. */
  NO_PROGRESS(
      "nothing is learnt",
      "another training.optimizer.learningRate: ten times more, or ten times less"),
  /** The loss jumps. */
  UNSTABLE("the training is unstable", "a smaller training.optimizer.learningRate, or clipNorm"),
  /** A number was not finite. */
  DIVERGED("the training diverged", "a smaller training.optimizer.learningRate, or clipNorm"),
  /** A Gaussian that is wider than all pixels are apart. */
  WIDE_LIKELIHOOD(
      "the likelihood is wider than the pixels",
      "loss.likelihood.sigma \"shared\" or \"optimal\", or a fixed deviation of about 0.1"),
  /** Another image's code is as good. */
  IGNORES_CODE("the decoder ignores z", "a smaller decoder, a warm-up of beta, or more training"),
  /** Another label is as good. */
  IGNORES_LABEL(
      "the decoder ignores the label", "fewer latent dimensions, or labels that say something"),
  /** Images are in both sets. */
  OVERLAP("test images are among the training images", "another split of the data");

  private final String words;
  private final String advice;

  Fault(String words, String advice) {
    this.words = words;
    this.advice = advice;
  }

  /**
   * What to try.
   *
   * @return after "try: "
   */
  public String advice() {
    return advice;
  }

  @Override
  public String toString() {
    return words;
  }
}

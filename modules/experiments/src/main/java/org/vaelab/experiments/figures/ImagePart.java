package org.vaelab.experiments.figures;

import org.vaelab.data.ImageData;
import org.vaelab.data.ImageSet;

/** Which images of an experiment. */
public enum ImagePart {
  /** What the model learns from. */
  TRAIN("train", "training"),
  /** What it is judged on. */
  TEST("test", "test");

  private final String word;
  private final String adjective;

  ImagePart(String word, String adjective) {
    this.word = word;
    this.adjective = adjective;
  }

  /** In a title: "training" or "test" images. */
  String adjective() {
    return adjective;
  }

  ImageSet of(ImageData data) {
    return this == TRAIN ? data.train() : data.test();
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}

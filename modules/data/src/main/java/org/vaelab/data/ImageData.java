package org.vaelab.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.input.ImageShape;

/**
 * The data of an experiment.
 *
 * @param shape of one image
 * @param scale how pixels in [0, 1] became what a model sees
 * @param classNames what the classes are called
 * @param train what a model learns from
 * @param validation what was held out of it; null for nothing
 * @param test what a model is judged on
 * @param origin where it came from, in words
 * @param fingerprints which bytes it is
 */
public record ImageData(
    ImageShape shape,
    PixelScale scale,
    List<String> classNames,
    ImageSet train,
    @Nullable ImageSet validation,
    ImageSet test,
    String origin,
    List<Fingerprint> fingerprints) {
  /** Copies the lists. */
  public ImageData {
    classNames = List.copyOf(classNames);
    fingerprints = List.copyOf(fingerprints);
  }
}

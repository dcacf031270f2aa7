package org.vaelab.models.family;

import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.objective.LossSpec;

/**
 * What a model is to learn, as far as it is known.
 *
 * @param image the shape of an image
 * @param classes K, how many classes the labels have
 * @param unitInterval whether pixels lie in [0, 1]
 * @param images how many it learns from; null where only the data say
 * @param loss what is minimised
 */
public record Task(
    ImageShape image, int classes, boolean unitInterval, @Nullable Integer images, LossSpec loss) {}

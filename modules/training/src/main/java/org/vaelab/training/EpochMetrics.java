package org.vaelab.training;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of one epoch.
 *
 * @param epoch from 1
 * @param train means over the epoch's batches, each taken before its update
 * @param validation means over the images held out, after the epoch; null where there are none
 * @param test means over the test images, after the epoch
 * @param learningRate of the epoch's last update
 * @param seconds the training took, without the test
 * @param imagesPerSecond trained on
 */
public record EpochMetrics(
    int epoch,
    Measures train,
    @Nullable Measures validation,
    Measures test,
    double learningRate,
    double seconds,
    double imagesPerSecond) {}

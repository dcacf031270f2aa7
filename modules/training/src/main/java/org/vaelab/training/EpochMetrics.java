package org.vaelab.training;

/**
 * The numbers of one epoch.
 *
 * @param epoch from 1
 * @param train means over the epoch's batches, each taken before its update
 * @param test means over the test images, after the epoch
 * @param learningRate of the epoch's last update
 * @param seconds the training took, without the test
 * @param imagesPerSecond trained on
 */
public record EpochMetrics(
    int epoch,
    Losses train,
    Losses test,
    double learningRate,
    double seconds,
    double imagesPerSecond) {}

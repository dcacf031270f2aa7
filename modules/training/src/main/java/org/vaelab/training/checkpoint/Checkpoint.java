package org.vaelab.training.checkpoint;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A training that was saved.
 *
 * @param state where it stood
 * @param restore overwrites the given arrays, weights and the optimizer's, with those saved
 */
public record Checkpoint(TrainingState state, Consumer<Map<String, NDArray>> restore) {}

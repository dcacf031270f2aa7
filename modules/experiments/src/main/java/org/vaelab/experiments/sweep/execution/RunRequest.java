package org.vaelab.experiments.sweep.execution;

import org.jspecify.annotations.Nullable;

/**
 * What an executor is to train.
 *
 * @param id of the run
 * @param until pause it after that epoch; null for its end
 */
public record RunRequest(String id, @Nullable Integer until) {}

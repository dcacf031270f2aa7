package org.vaelab.experiments.sweep;

/** How the configurations of a sweep are chosen. */
public sealed interface SweepMethod permits GridSearch, RunList, RandomSearch, SuccessiveHalving {}

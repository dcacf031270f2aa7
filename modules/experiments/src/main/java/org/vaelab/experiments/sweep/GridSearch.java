package org.vaelab.experiments.sweep;

/** Every combination of the values of all parameters, the last one varied first. */
public record GridSearch() implements SweepMethod {}

package org.vaelab.models;

/** The choice of what is trained. */
public sealed interface ModelSpec permits VaeSpec, ClassifierSpec {}

package org.vaelab.spec;

/** What is measured after training; so far the test loss of each epoch is all there is. */
public record EvaluationSpec() {}

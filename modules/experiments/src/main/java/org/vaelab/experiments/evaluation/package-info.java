/**
 * What trained models are worth: numbers with standard errors and the protocol they were got by.
 */
@NullMarked
package org.vaelab.experiments.evaluation;

import org.jspecify.annotations.NullMarked;

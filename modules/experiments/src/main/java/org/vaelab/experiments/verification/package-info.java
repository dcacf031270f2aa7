/**
 * The referee: every estimator against models whose answers are known exactly, and against mistakes
 * that were made elsewhere, planted on purpose.
 */
@NullMarked
package org.vaelab.experiments.verification;

import org.jspecify.annotations.NullMarked;

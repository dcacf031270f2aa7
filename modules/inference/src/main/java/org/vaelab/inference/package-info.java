/**
 * Trained models in use: opened from a run folder or a model file, plain Java arrays in and out.
 * Nothing here needs a command line or draws charts.
 */
@NullMarked
package org.vaelab.inference;

import org.jspecify.annotations.NullMarked;

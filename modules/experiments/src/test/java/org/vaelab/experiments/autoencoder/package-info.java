/** A model family that the program does not know: all that a new one needs. */
@NullMarked
package org.vaelab.experiments.autoencoder;

import org.jspecify.annotations.NullMarked;

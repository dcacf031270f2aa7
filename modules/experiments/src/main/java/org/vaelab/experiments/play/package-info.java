/** A page to play with trained models: the server behind it, and what it computes. */
@NullMarked
package org.vaelab.experiments.play;

import org.jspecify.annotations.NullMarked;

/** Divergences between distributions. */
@NullMarked
package org.vaelab.losses.divergence;

import org.jspecify.annotations.NullMarked;

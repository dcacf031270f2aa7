/** Pictures, drawn from arrays. */
@NullMarked
package org.vaelab.experiments.figures;

import org.jspecify.annotations.NullMarked;

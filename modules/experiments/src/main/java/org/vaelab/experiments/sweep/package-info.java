/** A sweep: one file that describes many runs, and which runs those are. */
@NullMarked
package org.vaelab.experiments.sweep;

import org.jspecify.annotations.NullMarked;

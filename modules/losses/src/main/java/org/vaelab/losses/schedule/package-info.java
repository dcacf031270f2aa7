/** How the weight of a term grows over a run. */
@NullMarked
package org.vaelab.losses.schedule;

import org.jspecify.annotations.NullMarked;

/** What training minimises, from the distributions that a network returns. */
@NullMarked
package org.vaelab.losses.objective;

import org.jspecify.annotations.NullMarked;

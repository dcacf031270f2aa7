/** How the learning rate changes over a training. */
@NullMarked
package org.vaelab.training.schedule;

import org.jspecify.annotations.NullMarked;

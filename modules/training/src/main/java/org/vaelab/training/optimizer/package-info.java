/** How weights move along their gradients: the choice of an optimizer, and its state. */
@NullMarked
package org.vaelab.training.optimizer;

import org.jspecify.annotations.NullMarked;

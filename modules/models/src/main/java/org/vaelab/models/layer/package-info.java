/** The choice of a layer, lists of layers and their shapes, and the blocks they become. */
@NullMarked
package org.vaelab.models.layer;

import org.jspecify.annotations.NullMarked;

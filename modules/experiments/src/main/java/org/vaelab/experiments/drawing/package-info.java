/** Pictures made of tiles, plots and colours; nothing here knows a model. */
@NullMarked
package org.vaelab.experiments.drawing;

import org.jspecify.annotations.NullMarked;

/** Event files for TensorBoard. */
@NullMarked
package org.vaelab.experiments.tensorboard;

import org.jspecify.annotations.NullMarked;

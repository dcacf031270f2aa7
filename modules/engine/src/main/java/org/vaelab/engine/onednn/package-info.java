/**
 * oneDNN, PyTorch's library of convolutions and products on the CPU: whether its numbers are right.
 */
@NullMarked
package org.vaelab.engine.onednn;

import org.jspecify.annotations.NullMarked;

/**
 * DJL's PyTorch engine and its device, operators of PyTorch's own, and scalars that are safe to
 * record.
 */
@NullMarked
package org.vaelab.engine;

import org.jspecify.annotations.NullMarked;

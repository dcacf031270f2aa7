/**
 * The ground everything stands on: DJL's PyTorch engine and its device, scalars that are safe to
 * record, and the errors a user can cause.
 */
@NullMarked
package org.vaelab.engine;

import org.jspecify.annotations.NullMarked;

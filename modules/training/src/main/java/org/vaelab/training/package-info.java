/** The training loop, what it is told, and its seeds. */
@NullMarked
package org.vaelab.training;

import org.jspecify.annotations.NullMarked;

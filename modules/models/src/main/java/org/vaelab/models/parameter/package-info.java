/** What networks learn: the names of their parameters, how they begin, and their gradients. */
@NullMarked
package org.vaelab.models.parameter;

import org.jspecify.annotations.NullMarked;

/** Digits that the project draws itself. */
@NullMarked
package org.vaelab.data.digits;

import org.jspecify.annotations.NullMarked;

/** Tables and arrays of numbers in CSV and NPZ files. */
@NullMarked
package org.vaelab.data.number;

import org.jspecify.annotations.NullMarked;

/** Data sets that live on the device as float32, and the batches selected from them. */
@NullMarked
package org.vaelab.data;

import org.jspecify.annotations.NullMarked;

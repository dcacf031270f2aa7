/**
 * The data of an experiment: images on the device or streamed to it, and the batches selected from
 * them.
 */
@NullMarked
package org.vaelab.data;

import org.jspecify.annotations.NullMarked;

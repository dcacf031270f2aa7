/** Codes of many dimensions as points in the plane. */
@NullMarked
package org.vaelab.experiments.embedding;

import org.jspecify.annotations.NullMarked;

/** OpenMP, which gives PyTorch its threads on the CPU: how many there are, and how they wait. */
@NullMarked
package org.vaelab.engine.openmp;

import org.jspecify.annotations.NullMarked;

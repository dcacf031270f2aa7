/** What a step of training costs, in parts and against the sizes of the network and the batch. */
@NullMarked
package org.vaelab.benchmarks;

import org.jspecify.annotations.NullMarked;

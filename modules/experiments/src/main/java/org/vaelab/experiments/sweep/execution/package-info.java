/** How the runs of a sweep are trained: in processes of this machine, on a cluster, one by one. */
@NullMarked
package org.vaelab.experiments.sweep.execution;

import org.jspecify.annotations.NullMarked;

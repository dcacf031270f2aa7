/** One experiment, from its spec to its run folder. */
@NullMarked
package org.vaelab.experiments.run;

import org.jspecify.annotations.NullMarked;

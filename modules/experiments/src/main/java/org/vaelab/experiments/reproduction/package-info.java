/** The published figures of other projects, beside this project's own. */
@NullMarked
package org.vaelab.experiments.reproduction;

import org.jspecify.annotations.NullMarked;

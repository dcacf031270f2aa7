/** What a training leaves in files: its weights, and all that going on needs. */
@NullMarked
package org.vaelab.training.checkpoint;

import org.jspecify.annotations.NullMarked;

/** The user's own code, of files that the command line names: nothing else ever loads any. */
@NullMarked
package org.vaelab.experiments.extension;

import org.jspecify.annotations.NullMarked;

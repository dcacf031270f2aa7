/** What is wrong with a run, by its numbers and by what its model does. */
@NullMarked
package org.vaelab.experiments.diagnosis;

import org.jspecify.annotations.NullMarked;

/** What goes into a trained model and comes out of it: pictures, NPZ and CSV. */
@NullMarked
package org.vaelab.experiments.use;

import org.jspecify.annotations.NullMarked;

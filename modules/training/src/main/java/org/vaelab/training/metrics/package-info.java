/** What is measured of a training: by batch, by epoch, and by latent dimension. */
@NullMarked
package org.vaelab.training.metrics;

import org.jspecify.annotations.NullMarked;

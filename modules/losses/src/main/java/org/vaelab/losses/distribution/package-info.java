/** Distributions over images and latent codes: log density, mean, sample. */
@NullMarked
package org.vaelab.losses.distribution;

import org.jspecify.annotations.NullMarked;

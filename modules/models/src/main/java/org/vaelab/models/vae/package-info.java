/** The variational autoencoder and its prior. */
@NullMarked
package org.vaelab.models.vae;

import org.jspecify.annotations.NullMarked;

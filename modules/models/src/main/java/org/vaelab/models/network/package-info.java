/** Encoders and decoders: layers between images, labels and latent codes. */
@NullMarked
package org.vaelab.models.network;

import org.jspecify.annotations.NullMarked;

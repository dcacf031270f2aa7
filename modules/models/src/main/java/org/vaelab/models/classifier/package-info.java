/** The classifier of images. */
@NullMarked
package org.vaelab.models.classifier;

import org.jspecify.annotations.NullMarked;

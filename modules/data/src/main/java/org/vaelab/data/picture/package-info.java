/** Picture files as pixels: read by their content, upright, and brought to one size. */
@NullMarked
package org.vaelab.data.picture;

import org.jspecify.annotations.NullMarked;

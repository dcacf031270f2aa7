/** The user's own images as data sets: a folder of pictures, NPZ, CSV, and what was imported. */
@NullMarked
package org.vaelab.data.own;

import org.jspecify.annotations.NullMarked;

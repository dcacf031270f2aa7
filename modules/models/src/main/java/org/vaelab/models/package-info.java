/** Networks as DJL Blocks that emit distributions, usable with plain DJL. */
@NullMarked
package org.vaelab.models;

import org.jspecify.annotations.NullMarked;

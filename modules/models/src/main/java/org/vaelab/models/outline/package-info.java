/**
 * What a network computes, in operations that other programs know as well: what an export is made
 * of.
 */
@NullMarked
package org.vaelab.models.outline;

import org.jspecify.annotations.NullMarked;

/**
 * Data sets in files of known formats: as they are distributed, from a folder or DJL's cache, and
 * IDX.
 */
@NullMarked
package org.vaelab.data.file;

import org.jspecify.annotations.NullMarked;

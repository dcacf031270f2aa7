/**
 * What a data set is: its splits, what is read of them, which bytes that was, and where it is
 * looked for.
 */
@NullMarked
package org.vaelab.data.source;

import org.jspecify.annotations.NullMarked;

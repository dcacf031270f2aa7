/** Files written whole or not at all, their checksums, and what is said of files that fail. */
@NullMarked
package org.vaelab.files;

import org.jspecify.annotations.NullMarked;

/** The program: what a user runs. */
@NullMarked
package org.vaelab.experiments;

import org.jspecify.annotations.NullMarked;

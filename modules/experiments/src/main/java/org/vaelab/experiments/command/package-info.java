/** The command line. */
@NullMarked
package org.vaelab.experiments.command;

import org.jspecify.annotations.NullMarked;

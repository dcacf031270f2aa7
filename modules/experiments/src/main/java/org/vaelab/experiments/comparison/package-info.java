/** What is in a folder of runs, and how runs differ. */
@NullMarked
package org.vaelab.experiments.comparison;

import org.jspecify.annotations.NullMarked;

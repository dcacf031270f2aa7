/** The report of one run, of several, or of a sweep, as one page for browsers. */
@NullMarked
package org.vaelab.experiments.report;

import org.jspecify.annotations.NullMarked;

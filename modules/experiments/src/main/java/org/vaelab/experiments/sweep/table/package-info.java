/** What a sweep found: tables, pictures, and which parameters matter. */
@NullMarked
package org.vaelab.experiments.sweep.table;

import org.jspecify.annotations.NullMarked;

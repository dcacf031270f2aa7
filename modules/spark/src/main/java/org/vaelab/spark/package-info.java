/** Runs of a sweep as tasks of Apache Spark. */
@NullMarked
package org.vaelab.spark;

import org.jspecify.annotations.NullMarked;

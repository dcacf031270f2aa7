/** The experiment file: strict JSON, read into records with all its faults at once. */
@NullMarked
package org.vaelab.spec;

import org.jspecify.annotations.NullMarked;

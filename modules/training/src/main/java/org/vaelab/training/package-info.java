/** The training loop, its optimizer, its seeds and the weights it leaves. */
@NullMarked
package org.vaelab.training;

import org.jspecify.annotations.NullMarked;

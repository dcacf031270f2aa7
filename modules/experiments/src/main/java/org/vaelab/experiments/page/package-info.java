/** Pages for browsers: templates, and the looks and libraries that they have in common. */
@NullMarked
package org.vaelab.experiments.page;

import org.jspecify.annotations.NullMarked;

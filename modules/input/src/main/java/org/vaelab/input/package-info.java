/**
 * What a user gives: settings with the checks of their ranges, the shape of an image, and what is
 * said when something given is wrong.
 */
@NullMarked
package org.vaelab.input;

import org.jspecify.annotations.NullMarked;

/**
 * A whole step of training as one program of PyTorch operators: forward pass, loss and gradients in
 * closed form, made from what a network says that it computes.
 */
@NullMarked
package org.vaelab.models.program;

import org.jspecify.annotations.NullMarked;

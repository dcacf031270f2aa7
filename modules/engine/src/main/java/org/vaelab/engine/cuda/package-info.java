/**
 * CUDA on this machine, looked at before PyTorch is loaded: NVIDIA's driver, its devices, and
 * builds of PyTorch's native library that could use them.
 */
@NullMarked
package org.vaelab.engine.cuda;

import org.jspecify.annotations.NullMarked;

/** Models that go to other programs and come back: PyTorch and ONNX. */
@NullMarked
package org.vaelab.experiments.exchange;

import org.jspecify.annotations.NullMarked;

package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** A VAE's output where DJL's blocks and losses speak in lists of arrays. */
final class OutputList extends NDList {
  private static final long serialVersionUID = 1;

  private final transient VaeOutput output;

  OutputList(VaeOutput output) {
    this.output = output;
    add("image", output.likelihood().mean());
    output.layers().forEach(layer -> add("z", layer.z()));
  }

  private void add(String name, NDArray array) {
    array.setName(name);
    add(array);
  }

  VaeOutput output() {
    return output;
  }
}

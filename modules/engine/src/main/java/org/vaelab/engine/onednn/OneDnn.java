package org.vaelab.engine.onednn;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.vaelab.input.InputException;

/**
 * What this process uses oneDNN for, found out before the first step.
 *
 * <p>Where a virtual machine hides the caches of an AMD processor, oneDNN 3.7.1 takes them for one
 * byte each. Its reordering of weights then cuts its work in an order in which the zeros that pad
 * channels overwrite weights: gradients of convolutions by their input and the results of
 * transposed convolutions are wrong, without an error. {@link CacheSizes} mends that; whether the
 * numbers are right is looked at whatever the cause.
 */
public enum OneDnn {
  /** Its numbers are right as they are. */
  USED("oneDNN"),
  /** Its numbers are right since it was told sizes of caches. */
  MENDED("oneDNN, which was told the sizes of the caches that this processor hides"),
  /** Its numbers are wrong, and PyTorch's own slower code is used in its place. */
  AVOIDED("PyTorch's own code, because oneDNN's convolutions are wrong on this processor");

  private final String words;

  OneDnn(String words) {
    this.words = words;
  }

  /**
   * Mends what can be mended and checks the numbers; called once, before anything is computed.
   *
   * @param library PyTorch's library for the CPU, loaded
   * @param numbersAreRight computes convolutions and looks at the results
   * @return what is used from now on
   * @throws InputException where the numbers are wrong and oneDNN cannot be switched off
   */
  public static OneDnn prepare(Path library, BooleanSupplier numbersAreRight) {
    boolean mended = CacheSizes.mend(library);
    if (numbersAreRight.getAsBoolean()) {
      return mended ? MENDED : USED;
    }
    if (OneDnnSwitch.isOffered()) {
      OneDnnSwitch.of(library).use(false);
      OneDnnSwitch.warnNoMore(library.resolveSibling(System.mapLibraryName("c10")));
      if (numbersAreRight.getAsBoolean()) {
        return AVOIDED;
      }
    }
    throw new InputException(
        "PyTorch's convolutions give wrong numbers on this processor, and vaelab cannot work around"
            + " that on this system; please use another machine.");
  }

  /**
   * Whether oneDNN may be used.
   *
   * @return false where its numbers are wrong
   */
  public boolean isUsed() {
    return this != AVOIDED;
  }

  /** What computes convolutions, for reports. */
  @Override
  public String toString() {
    return words;
  }
}

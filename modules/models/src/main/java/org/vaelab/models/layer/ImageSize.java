package org.vaelab.models.layer;

/**
 * How large an image is, whatever its channels.
 *
 * @param height H, in pixels
 * @param width W, in pixels
 */
public record ImageSize(int height, int width) {
  @Override
  public String toString() {
    return height + "x" + width;
  }
}

package org.vaelab.data.picture;

import org.vaelab.input.ImageShape;

/** Weighted means of a picture's pixels, first along its rows, then along its columns. */
final class Resampling {
  private Resampling() {}

  /** What one pixel is made of along an axis: {@code weights.length} pixels from {@code first}. */
  record Part(int first, float[] weights) {}

  /**
   * The parts of the {@code target} pixels of an axis, each {@code step} pixels of the {@code size}
   * there are; the middle of the axis stays the middle.
   */
  static Part[] axis(int target, double step, int size) {
    Part[] parts = new Part[target];
    double begin = (size - target * step) / 2;
    double radius = Math.max(1, step);
    for (int i = 0; i < target; i++) {
      double centre = begin + (i + 0.5) * step;
      int first = Math.max(0, Math.min(size - 1, (int) Math.floor(centre - radius)));
      int end = Math.max(first + 1, Math.min(size, (int) Math.ceil(centre + radius)));
      float[] weights = new float[end - first];
      float sum = 0;
      for (int j = 0; j < weights.length; j++) {
        double distance = Math.abs(first + j + 0.5 - centre);
        weights[j] = (float) Math.max(0, 1 - distance / radius);
        sum += weights[j];
      }
      for (int j = 0; j < weights.length; j++) {
        weights[j] /= sum;
      }
      parts[i] = new Part(first, weights);
    }
    return parts;
  }

  /** The values of a smaller or larger picture in the order C, H, W. */
  static float[] of(Picture picture, ImageShape shape, Part[] rows, Part[] columns) {
    int channels = shape.channels();
    int top = rows[0].first();
    int bottom = rows[rows.length - 1].first() + rows[rows.length - 1].weights().length;
    float[] narrow = new float[(bottom - top) * shape.width() * channels];
    float[] pixel = new float[channels];
    for (int y = top; y < bottom; y++) {
      for (int x = 0; x < shape.width(); x++) {
        int place = ((y - top) * shape.width() + x) * channels;
        float[] weights = columns[x].weights();
        for (int j = 0; j < weights.length; j++) {
          picture.read(columns[x].first() + j, y, pixel);
          for (int c = 0; c < channels; c++) {
            narrow[place + c] += weights[j] * pixel[c];
          }
        }
      }
    }
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      int x = i % shape.width();
      Part row = rows[i / shape.width() % shape.height()];
      int c = i / (shape.width() * shape.height());
      float sum = 0;
      for (int j = 0; j < row.weights().length; j++) {
        int y = row.first() + j - top;
        sum += row.weights()[j] * narrow[(y * shape.width() + x) * channels + c];
      }
      values[i] = Math.max(0, Math.min(1, sum));
    }
    return values;
  }
}

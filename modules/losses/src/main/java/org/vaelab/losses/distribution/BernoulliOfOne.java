package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.vaelab.engine.TorchFunction;

/**
 * The density of one image under many Bernoulli distributions, where nobody differentiates.
 *
 * <p>Formula: with {@code r = max(l, 0)} it is {@code sum_d r_d (x_d - 1) + (l_d - r_d) x_d + log
 * sigmoid(|l_d|)}, which is {@code sum_d l_d x_d - softplus(l_d)}. The first two sums are products
 * with a vector. The sigmoids lie in [1/2, 1], so that up to 64 of them can be multiplied before a
 * logarithm is taken: logarithms take more time than all the rest.
 */
final class BernoulliOfOne {
  /** Of 0.5 each they are far above the smallest float. */
  private static final int MOST_FACTORS = 64;

  private BernoulliOfOne() {}

  /** Of logits {@code (B, ...)} and an image {@code (1, ...)}: {@code (B)}. */
  static NDArray logProbability(NDArray logits, NDArray x) {
    int size = PerImage.size(logits);
    return TorchFunction.of("bernoulliOfOne", List.of("logits", "image"), text(size))
        .apply(logits, x);
  }

  private static String text(int size) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("l = torch.reshape(logits, [-1, %d])\n", size));
    text.append(
        """
        x = torch.reshape(image, [-1])
        r = torch.relu(l)
        n = torch.sub(l, r)
        s = torch.add(torch.mv(r, torch.sub(x, 1)), torch.mv(n, x))
        p = torch.sigmoid_(torch.sub_(r, n))
        """);
    int width = size;
    for (int factors = 1; factors < MOST_FACTORS && width % 2 == 0; factors *= 2) {
      width /= 2;
      text.append(
          String.format(
              "p = torch.mul_(torch.slice(p, 1, 0, %d), torch.slice(p, 1, %d, %d))\n",
              width, width, 2 * width));
    }
    return text.append("return torch.add(s, torch.sum(torch.log(p), [1]))").toString();
  }
}

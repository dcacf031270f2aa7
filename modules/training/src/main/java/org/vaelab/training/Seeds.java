package org.vaelab.training;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Every random stream of a run, derived from its one seed by name and position.
 *
 * <p>Because a stream depends on its name alone, adding a figure or an evaluation changes no number
 * of the training. The derivation is FNV-1a over the name and positions, mixed as in SplitMix64
 * (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014, figure 16).
 *
 * @param root the seed in the spec
 */
public record Seeds(long root) {
  /**
   * The seed of one stream.
   *
   * @param name what the stream is for, such as "weights" or "shuffle"
   * @param positions where it is used, such as the epoch
   * @return a number spread over all 63-bit values
   */
  public long derive(String name, long... positions) {
    long hash = 0xcbf29ce484222325L ^ mix(root);
    for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ letter) * 0x100000001b3L;
    }
    for (long position : positions) {
      hash = mix(hash ^ mix(position + 0x9e3779b97f4a7c15L));
    }
    return mix(hash) >>> 1;
  }

  /**
   * The numbers from 0 to {@code size - 1} in random order.
   *
   * @param size how many
   * @param name of the stream
   * @param positions where it is used
   * @return a permutation, the same on every machine
   */
  public long[] permutation(int size, String name, long... positions) {
    SplittableRandom random = new SplittableRandom(derive(name, positions));
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}

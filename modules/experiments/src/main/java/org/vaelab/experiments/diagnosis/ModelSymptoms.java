package org.vaelab.experiments.diagnosis;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.inference.TrainedModel;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.Decoding;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.parameter.FixedWeights;
import org.vaelab.training.Session;

/**
 * What the model does with images shows.
 *
 * @param model that is trained
 * @param session with its data
 */
public record ModelSymptoms(TrainedModel model, Session session) {
  private static final int IMAGES = 500;
  private static final int OVERLAP_IMAGES = 2000;
  private static final int BATCH = 1000;

  /** Nats per image that an image's own code or label is worth, at least. */
  private static final double WORTH = 0.5;

  /** The share of test images that may be among the training images. */
  private static final double SHARED = 0.01;

  /**
   * Looks for all of them.
   *
   * @return empty for a healthy model
   */
  public List<Diagnosis> find() {
    List<Diagnosis> found = new ArrayList<>();
    Set<Ability> abilities = model.description().model().abilities();
    if (abilities.contains(Ability.ENCODE) && abilities.contains(Ability.DECODE)) {
      decoder(found);
    }
    overlap(found);
    return found;
  }

  /** How much worse each image is explained by the code, or the label, of the one before it. */
  private void decoder(List<Diagnosis> found) {
    ImageSet test = session.data().test();
    int count = Math.min(IMAGES, test.size());
    if (count < 2) {
      return;
    }
    session.seed("doctor");
    try (NDManager scratch = session.manager().newSubManager()) {
      LabelledImages seen = session.transform().eachTime(test.range(scratch, 0, count));
      ParameterStore weights = new FixedWeights(scratch);
      NDArray labels = seen.labels();
      NDArray z = model.network(Encoding.class).encode(weights, seen.images(), labels).mean();
      Decoding decoder = model.network(Decoding.class);
      double own = explained(decoder, weights, z, labels, seen.images());
      double code = own - explained(decoder, weights, rolled(z), labels, seen.images());
      if (code < WORTH) {
        found.add(diagnosis(Fault.IGNORES_CODE, "code", code));
      }
      if (model.description().model().conditional()) {
        double label = own - explained(decoder, weights, z, otherClass(labels), seen.images());
        if (label < WORTH) {
          found.add(diagnosis(Fault.IGNORES_LABEL, "label", label));
        }
      }
    }
  }

  private static double explained(
      Decoding decoder, ParameterStore weights, NDArray z, NDArray labels, NDArray images) {
    return decoder.decode(weights, z, labels).logProbability(images).mean().getFloat();
  }

  private static NDArray rolled(NDArray rows) {
    return NDArrays.concat(
        new ai.djl.ndarray.NDList(rows.get(new NDIndex("-1:")), rows.get(new NDIndex(":-1"))));
  }

  /** The class after each. */
  private static NDArray otherClass(NDArray labels) {
    return NDArrays.concat(
        new ai.djl.ndarray.NDList(
            labels.get(new NDIndex(":, -1:")), labels.get(new NDIndex(":, :-1"))),
        1);
  }

  private static Diagnosis diagnosis(Fault fault, String part, double worth) {
    return new Diagnosis(
        fault,
        String.format(
            Locale.ROOT,
            "the %s of another image explains an image as well: its own is worth %.3f nats",
            part,
            worth));
  }

  private void overlap(List<Diagnosis> found) {
    ImageSet test = session.data().test();
    Set<List<Integer>> known = new HashSet<>(keys(session.data().train(), Integer.MAX_VALUE));
    List<List<Integer>> asked = keys(test, OVERLAP_IMAGES);
    long shared = asked.stream().filter(known::contains).count();
    if (shared > SHARED * asked.size()) {
      found.add(
          new Diagnosis(
              Fault.OVERLAP,
              String.format(
                  Locale.ROOT,
                  "%,d of the first %,d test images are, pixel by pixel, training images",
                  shared,
                  asked.size())));
    }
  }

  /** Two hashes of the pixels of each image. */
  private List<List<Integer>> keys(ImageSet images, int limit) {
    List<List<Integer>> keys = new ArrayList<>();
    int count = Math.min(limit, images.size());
    for (int from = 0; from < count; from += BATCH) {
      int to = Math.min(from + BATCH, count);
      try (NDManager scratch = session.manager().newSubManager()) {
        float[] pixels = images.range(scratch, from, to).images().toFloatArray();
        int size = pixels.length / (to - from);
        for (int i = 0; i < to - from; i++) {
          float[] image = Arrays.copyOfRange(pixels, i * size, (i + 1) * size);
          int other = 7;
          for (float each : image) {
            other = other * 1_000_003 + Float.floatToIntBits(each);
          }
          keys.add(List.of(Arrays.hashCode(image), other));
        }
      }
    }
    return keys;
  }
}

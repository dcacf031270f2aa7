package org.vaelab.experiments.play;

import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.experiments.use.ImageInput;
import org.vaelab.experiments.use.NumberRows;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;

/**
 * The first test images of a run and where its model places them, worked out in the background in
 * small parts, so that the picture goes on following the pointer.
 */
final class EncodedSet {
  private static final int MOST = 2000;
  private static final int PART = 100;

  private final PlayedModel model;
  private final Worker worker;
  private final RunLog log;
  private @Nullable NumberRows images;
  private @Nullable String missing;
  private @Nullable Answer points;
  private int version;
  private @Nullable Thread thread;

  EncodedSet(PlayedModel model, Worker worker, RunLog log) {
    this.model = model;
    this.worker = worker;
    this.log = log;
  }

  /**
   * What the answer says of the points that follow: {@code count} codes of {@code latent} numbers
   * (float32), then the class of each (uint16).
   *
   * @param count how many
   * @param latent Z
   * @param version of the weights
   * @param pending whether they are still being worked out
   * @param missing why there are none
   */
  record Points(int count, int latent, int version, boolean pending, @Nullable String missing) {}

  /** The points by the present weights, or that they are not there yet, or why they never are. */
  synchronized Answer points() {
    if (missing != null) {
      return Frame.of(new Points(0, 0, model.version(), false, missing), new byte[0]);
    }
    if (points != null && version == model.version()) {
      return points;
    }
    if (thread == null) {
      thread = new Thread(this::encode, "play-points");
      thread.setDaemon(true);
      thread.start();
    }
    return Frame.of(new Points(0, 0, model.version(), true, null), new byte[0]);
  }

  /** One of the images, as the page has them. */
  synchronized Answer image(int row) {
    NumberRows known = images;
    if (known == null || row < 0 || row >= known.values().length || known.image() == null) {
      throw new Refusal(404, "There is no such test image.");
    }
    NumberRows one = new NumberRows(new float[][] {known.values()[row]}, new int[0], known.image());
    return Answer.bytes(Pixels.of(one, known.image()));
  }

  private void encode() {
    @Nullable String reason = null;
    @Nullable Answer encoded = null;
    int of = 0;
    try {
      NumberRows read = worker.get(this::read);
      synchronized (this) {
        images = read;
      }
      while (encoded == null) {
        of = model.version();
        encoded = encode(read, of);
      }
    } catch (InputException gone) {
      log.add("the test images of " + model.run().path() + ": " + gone.getMessage());
      reason = "The run's test images are not there; the terminal's log says why.";
    } catch (Refusal busy) {
      // The next question begins anew.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) {
      log.add("a fault of vaelab", fault);
      reason = "The test images could not be encoded; the terminal's log says why.";
    }
    synchronized (this) {
      missing = reason;
      points = encoded;
      version = of;
      thread = null;
    }
  }

  private NumberRows read() {
    synchronized (this) {
      if (images != null) {
        return images;
      }
    }
    TrainedModel opened = model.model();
    ImageInput input = new ImageInput(opened);
    try (NDManager scratch = opened.manager().newSubManager()) {
      PlayedRun run = model.run();
      RawImages raw =
          input.split(scratch, run.path(), Split.TEST, MOST, run.sources(), run.words());
      return input.numbers(raw);
    }
  }

  /** Null where the weights were replaced meanwhile. */
  private @Nullable Answer encode(NumberRows read, int of) throws InterruptedException {
    int count = read.values().length;
    float[][] codes = new float[count][];
    for (int from = 0; from < count; from += PART) {
      int begin = from;
      int end = Math.min(count, from + PART);
      float[][] part =
          worker.get(
              () ->
                  model
                      .model()
                      .encode(
                          Arrays.copyOfRange(read.values(), begin, end),
                          Arrays.copyOfRange(read.classes(), begin, end)));
      System.arraycopy(part, 0, codes, from, part.length);
      if (model.version() != of) {
        return null;
      }
    }
    return answer(codes, read.classes(), of);
  }

  private static Answer answer(float[][] codes, int[] classes, int of) {
    int latent = codes.length == 0 ? 0 : codes[0].length;
    ByteBuffer bytes =
        ByteBuffer.allocate(codes.length * (latent * Float.BYTES + Short.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] code : codes) {
      for (float number : code) {
        bytes.putFloat(number);
      }
    }
    for (int each : classes) {
      bytes.putShort((short) each);
    }
    return Frame.of(new Points(codes.length, latent, of, false, null), bytes.array());
  }
}

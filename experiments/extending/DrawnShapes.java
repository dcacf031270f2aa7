import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SplittableRandom;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.json.Extension;
import org.vaelab.json.Vocabulary;

/**
 * A data set of discs, squares and crosses: {@code "dataset": { "type": "shapes", "side": 16 }}.
 */
public final class DrawnShapes implements Extension {
  @Override
  public Vocabulary extend(Vocabulary vocabulary) {
    return vocabulary.with(Dataset.class, "shapes", Shapes.class);
  }

  /**
   * The data set as a spec names it. Image i is the same whatever the number of images.
   *
   * @param side of the images, in pixels
   */
  public record Shapes(int side) implements Dataset {
    private static final int TRAIN_IMAGES = 5_000;
    private static final int TEST_IMAGES = 1_000;
    private static final List<String> CLASSES = List.of("disc", "square", "cross");

    /** Checks the side. */
    public Shapes {
      new Settings().between("side", side, 8, 64).check();
    }

    /** 16 pixels. */
    public Shapes() {
      this(16);
    }

    @Override
    public String name() {
      return "shapes";
    }

    @Override
    public String description() {
      return "drawn discs, squares and crosses";
    }

    @Override
    public ImageShape shape() {
      return new ImageShape(1, side, side);
    }

    @Override
    public List<String> classNames() {
      return CLASSES;
    }

    @Override
    public String whereabouts(DataSources sources) {
      return "drawn when needed";
    }

    @Override
    public RawImages read(NDManager manager, Split split, DataSources sources, int limit) {
      int count = Math.min(limit, split == Split.TRAIN ? TRAIN_IMAGES : TEST_IMAGES);
      byte[] pixels = new byte[count * side * side];
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        labels[i] = draw(new SplittableRandom(2L * i + split.ordinal()), pixels, i * side * side);
      }
      // The fingerprint tells resume whether the data are still the same.
      Fingerprint fingerprint = Fingerprint.of("shapes/" + split + "-" + count, pixels);
      return RawImages.of(manager, pixels, shape(), labels, "drawn", List.of(fingerprint));
    }

    private int draw(SplittableRandom random, byte[] pixels, int from) {
      int kind = random.nextInt(CLASSES.size());
      double radius = side * random.nextDouble(0.15, 0.35);
      double x = random.nextDouble(radius, side - radius);
      double y = random.nextDouble(radius, side - radius);
      for (int i = 0; i < side * side; i++) {
        double dx = Math.abs(i % side + 0.5 - x);
        double dy = Math.abs(i / side + 0.5 - y);
        boolean inside = Math.max(dx, dy) <= radius;
        boolean drawn =
            switch (kind) {
              case 0 -> Math.hypot(dx, dy) <= radius;
              case 1 -> inside;
              default -> inside && Math.min(dx, dy) <= radius / 3;
            };
        pixels[from + i] = (byte) (drawn ? 255 : 0);
      }
      return kind;
    }
  }
}

import java.awt.image.BufferedImage;
import java.util.Set;
import org.vaelab.inference.ImageSetReader;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.json.Extension;
import org.vaelab.json.Vocabulary;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;

/**
 * A figure: where in the image the reconstructions are wrong, {@code { "type": "pixel-errors" }}.
 */
public final class PixelErrors implements Extension {
  @Override
  public Vocabulary extend(Vocabulary vocabulary) {
    return vocabulary.with(FigureSpec.class, "pixel-errors", Figure.class);
  }

  /**
   * The figure as a spec names it: the mean of {@code |x - reconstruction|} over test images and
   * channels, for each pixel; the largest is white.
   *
   * @param count how many images, from the first test image on
   */
  public record Figure(int count) implements FigureSpec {
    private static final int TILE = 12;

    /** Checks the count. */
    public Figure {
      new Settings().between("count", count, 1, 1_000).check();
    }

    /** Of 100 images. */
    public Figure() {
      this(100);
    }

    @Override
    public String fileName() {
      return "pixel-errors";
    }

    @Override
    public Set<Ability> needs() {
      return Set.of(Ability.RECONSTRUCT);
    }

    @Override
    public BufferedImage draw(FigureSource source) {
      ImageSetReader.Reconstructed images =
          source
              .reader()
              .reconstruct(
                  source.data().test(),
                  Math.min(count, source.data().test().size()),
                  Representative.MEAN,
                  Representative.MEAN,
                  source.seeds().derive("figure-pixel-errors"));
      ImageShape shape = source.data().shape();
      return paint(errors(images, shape.height() * shape.width()), shape);
    }

    private static double[] errors(ImageSetReader.Reconstructed images, int pixels) {
      double[] errors = new double[pixels];
      for (int i = 0; i < images.inputs().length; i++) {
        float[] input = images.inputs()[i];
        for (int d = 0; d < input.length; d++) {
          errors[d % pixels] += Math.abs(input[d] - images.outputs()[i][d]);
        }
      }
      return errors;
    }

    private static BufferedImage paint(double[] errors, ImageShape shape) {
      double largest = 1e-12;
      for (double error : errors) {
        largest = Math.max(largest, error);
      }
      int width = shape.width() * TILE;
      BufferedImage picture =
          new BufferedImage(width, shape.height() * TILE, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < picture.getHeight(); y++) {
        for (int x = 0; x < width; x++) {
          int grey = (int) Math.round(255 * errors[y / TILE * shape.width() + x / TILE] / largest);
          picture.setRGB(x, y, grey * 0x010101);
        }
      }
      return picture;
    }
  }
}

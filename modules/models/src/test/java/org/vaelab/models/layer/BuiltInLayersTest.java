package org.vaelab.models.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers that vaelab brings, held to what every layer promises. */
class BuiltInLayersTest extends LayerContract {
  private static final Padding SAME = new Padding.Same();
  private static final Padding ONE = new Padding.Symmetric(1);
  private static final Activation GELU = new Activation.Gelu();
  private static final Shape IMAGE = new Shape(2, 5, 6);

  @Override
  protected List<Sample> samples() {
    return List.of(
        new Sample(new DenseSpec(4), new Shape(7), false),
        new Sample(new DenseSpec(3, true, GELU), new Shape(5), false),
        new Sample(new ConvolutionSpec(3, 3), IMAGE, true),
        new Sample(new ConvolutionSpec(3, 2, 1, SAME), IMAGE, true),
        new Sample(new ConvolutionSpec(3, 1, 1, ONE), IMAGE, true),
        new Sample(new ConvolutionSpec(3, 3, 2, ONE, 1, true, GELU), IMAGE, false),
        new Sample(new ConvolutionSpec(3, 4, 3, SAME, 2, true, null), IMAGE, false),
        new Sample(new PoolSpec(), IMAGE, false),
        new Sample(new PoolSpec(4), IMAGE, false),
        new Sample(new ResidualSpec(2), IMAGE, true),
        new Sample(new ResidualSpec(3, 2, 1, true, null), IMAGE, true),
        new Sample(new ResidualSpec(2, 3, 2, true, GELU), IMAGE, false),
        new Sample(new TransposedConvolutionSpec(3, 3), IMAGE, true),
        new Sample(new TransposedConvolutionSpec(3, 4, 2, ONE), IMAGE, true),
        new Sample(new TransposedConvolutionSpec(3, 3, 2, ONE, 1, true, GELU), IMAGE, true),
        new Sample(new TransposedConvolutionSpec(3, 4, 3, SAME), new Shape(2, 2, 3), true));
  }

  @Override
  protected List<Misfit> misfits() {
    String image =
        "reads an image, but 9 features come in; in an encoder of type \"cnn\" it stands before the"
            + " dense layers, in a decoder after them";
    return List.of(
        new Misfit(new ConvolutionSpec(3, 3), new Shape(9), image),
        new Misfit(new PoolSpec(), new Shape(9), image),
        new Misfit(new ResidualSpec(3), new Shape(9), image),
        new Misfit(new TransposedConvolutionSpec(3, 3), new Shape(9), image),
        new Misfit(
            new ConvolutionSpec(3, 6),
            IMAGE,
            "kernel is 6, larger than its padded input; use a smaller kernel, padding \"same\", or"
                + " fewer convolutions"),
        new Misfit(
            new TransposedConvolutionSpec(3, 2, 1, new Padding.Symmetric(3)),
            IMAGE,
            "padding leaves nothing of the image; use less"),
        new Misfit(
            new TransposedConvolutionSpec(3, 2, 3, SAME),
            IMAGE,
            "kernel leaves pixels out with padding \"same\"; use one as large as the stride"));
  }

  @Test
  void everyLayerHasASample() throws IOException, URISyntaxException {
    Path classes =
        Path.of(LayerSpec.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      List<String> layers =
          files
              .map(file -> classes.relativize(file).toString().replace('/', '.'))
              .filter(name -> name.matches("org\\.vaelab\\.models\\.[\\w.]+Spec\\.class"))
              .map(name -> name.replaceFirst("\\.class$", ""))
              .filter(BuiltInLayersTest::isLayer)
              .toList();

      assertThat(samples())
          .extracting(sample -> sample.layer().getClass().getName())
          .containsAll(layers);
      assertThat(layers).contains(DenseSpec.class.getName());
    }
  }

  private static boolean isLayer(String name) {
    try {
      Class<?> type = Class.forName(name);
      return LayerSpec.class.isAssignableFrom(type) && !type.isInterface();
    } catch (ClassNotFoundException impossible) {
      throw new AssertionError(impossible);
    }
  }
}

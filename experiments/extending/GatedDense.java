import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.vaelab.input.Settings;
import org.vaelab.json.Extension;
import org.vaelab.json.Vocabulary;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.LayerContext;
import org.vaelab.models.layer.LayerSpec;

/**
 * A layer: {@code { "type": "gated-dense", "width": 200 }}.
 *
 * <p>Formula: {@code (x W + b) * sigmoid(x V + c)}, the product taken element by element.
 *
 * <p>Source: Dauphin, Fan, Auli and Grangier, Language Modeling with Gated Convolutional Networks,
 * 2017, equation 1, with dense layers in place of the convolutions.
 */
public final class GatedDense implements Extension {
  @Override
  public Vocabulary extend(Vocabulary vocabulary) {
    return vocabulary.with(LayerSpec.class, "gated-dense", Layer.class);
  }

  /**
   * The layer as a spec names it.
   *
   * @param width how many units it has
   */
  public record Layer(int width) implements LayerSpec {
    /** Checks the width. */
    public Layer {
      new Settings().between("width", width, 1, 1_000_000).check();
    }

    @Override
    public Shape output(Shape input) {
      return new Shape(width);
    }

    @Override
    public boolean readsFeatures() {
      return true;
    }

    @Override
    public Block create(LayerContext context) {
      return new Gate(
          width,
          new DenseSpec(width, false, new Activation.Identity()).create(context),
          new DenseSpec(width, false, new Activation.Sigmoid()).create(context));
    }
  }

  /** The product of two blocks' outputs, {@code (B, D) -> (B, width)}. */
  private static final class Gate extends AbstractBlock {
    private final int width;
    private final Block values;
    private final Block gate;

    Gate(int width, Block values, Block gate) {
      this.width = width;
      // The names stand in those of the parameters, in model.safetensors too.
      this.values = addChildBlock("values", values);
      this.gate = addChildBlock("gate", gate);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore parameters,
        NDList inputs,
        boolean training,
        PairList<String, Object> options) {
      NDArray open = gate.forward(parameters, inputs, training).head();
      return new NDList(values.forward(parameters, inputs, training).head().mul(open));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return new Shape[] {new Shape(inputShapes[0].get(0), width)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
      values.initialize(manager, type, inputShapes);
      gate.initialize(manager, type, inputShapes);
    }
  }
}

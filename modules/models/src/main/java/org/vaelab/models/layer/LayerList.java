package org.vaelab.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.parameter.NamedParameters;

/**
 * Layers one after the other, as a list in a spec: their shapes are worked out and checked before
 * any block is made.
 *
 * @param name of the list, in the spec and in the names of the parameters
 * @param entries from input to output
 */
public record LayerList(String name, List<Entry> entries) {
  /** No image has more numbers than this after any layer; it also keeps sizes within an int. */
  private static final long MOST_NUMBERS = 100_000_000;

  /**
   * One of the layers.
   *
   * @param place names it in messages
   * @param number names it in the names of parameters
   * @param layer what it is
   */
  public record Entry(String place, int number, LayerSpec layer) {}

  /**
   * The layers of a field.
   *
   * @param field of a network's spec
   * @param layers from input to output
   * @return numbered from 0
   */
  public static LayerList of(String field, List<? extends LayerSpec> layers) {
    return new LayerList(
        field,
        IntStream.range(0, layers.size())
            .mapToObj(i -> new Entry(field + "[" + i + "]", i, layers.get(i)))
            .toList());
  }

  /**
   * A part of the list, whose layers keep their numbers.
   *
   * @param from the first of them
   * @param to the first behind them
   * @return a shorter list
   */
  public LayerList part(int from, int to) {
    return new LayerList(name, entries.subList(from, to));
  }

  /**
   * The same list with one more layer, which a field of its own describes.
   *
   * @param field of a network's spec
   * @param number of the layer in the names of its parameters
   * @param layer stands last
   * @return a longer list
   */
  public LayerList and(String field, int number, LayerSpec layer) {
    List<Entry> longer = new ArrayList<>(entries);
    longer.add(new Entry(field, number, layer));
    return new LayerList(name, List.copyOf(longer));
  }

  /**
   * How many layers stand before the first that reads features.
   *
   * @return all where none does
   */
  public int beforeFeatures() {
    return IntStream.range(0, entries.size())
        .filter(i -> entries.get(i).layer().readsFeatures())
        .findFirst()
        .orElse(entries.size());
  }

  /**
   * How many layers there are up to the last that reads features.
   *
   * @return 0 where none does
   */
  public int throughFeatures() {
    return IntStream.range(0, entries.size())
        .filter(i -> entries.get(i).layer().readsFeatures())
        .map(i -> i + 1)
        .max()
        .orElse(0);
  }

  /**
   * The shapes from the input on.
   *
   * @param input without the batch axis
   * @return one more than there are layers
   * @throws org.vaelab.input.InvalidSettingsException where a layer does not fit its input, showing
   *     the chain of shapes
   */
  public List<Shape> forward(Shape input) {
    List<Shape> shapes = new ArrayList<>(List.of(input));
    for (int i = 0; i < entries.size(); i++) {
      try {
        shapes.add(output(entries.get(i).layer(), shapes.get(i)));
      } catch (MisfitException misfit) {
        throw refusal(i, misfit, chain(shapes) + " -> ?");
      }
    }
    return shapes;
  }

  private static Shape output(LayerSpec layer, Shape input) {
    Shape output = layer.output(read(layer, input));
    if (output.size() > MOST_NUMBERS) {
      throw new MisfitException(
          "",
          "makes " + output.size() + " numbers of an image, more than " + MOST_NUMBERS,
          "use fewer channels, or smaller padding or strides");
    }
    return output;
  }

  /**
   * The shapes up to an image, whose sizes are worked out from the last layer to the first: SAME
   * padding leaves open what a size becomes, but not what it came from.
   *
   * @param channels how many the first layer's input has
   * @param image the last of the shapes
   * @return one more than there are layers
   * @throws org.vaelab.input.InvalidSettingsException where no size becomes that of the image
   */
  public List<Shape> backward(int channels, ImageShape image) {
    List<ImageSize> sizes = sizes(image);
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape(channels, sizes.get(0).height(), sizes.get(0).width()));
    for (int i = 0; i < entries.size(); i++) {
      try {
        ImageShape output = LayerSpec.image(output(entries.get(i).layer(), shapes.get(i)));
        ImageSize size = sizes.get(i + 1);
        shapes.add(new Shape(output.channels(), size.height(), size.width()));
      } catch (MisfitException misfit) {
        throw refusal(i, misfit, chain(shapes) + " -> ?");
      }
    }
    return shapes;
  }

  private List<ImageSize> sizes(ImageShape image) {
    List<ImageSize> backwards =
        new ArrayList<>(List.of(new ImageSize(image.height(), image.width())));
    String chain = image.toString();
    for (int i = entries.size() - 1; i >= 0; i--) {
      try {
        ImageSize input = entries.get(i).layer().inputSize(backwards.get(backwards.size() - 1));
        backwards.add(input);
        chain = input + " -> " + chain;
      } catch (MisfitException misfit) {
        throw refusal(i, misfit, "? -> " + chain);
      }
    }
    Collections.reverse(backwards);
    return backwards;
  }

  private RuntimeException refusal(int i, MisfitException misfit, String chain) {
    String field = misfit.path(entries.get(i).place());
    new Settings().require(false, field, misfit.sentence(chain)).check();
    return misfit;
  }

  /**
   * The blocks, not yet initialised.
   *
   * @param shapes that {@link #forward} or {@link #backward} gave
   * @param activation what follows each layer that says nothing else
   * @param initialization how the weights begin
   * @return one after the other
   */
  public Layers create(List<Shape> shapes, Activation activation, Initialization initialization) {
    Layers layers = new Layers(shapes.get(0));
    for (int i = 0; i < entries.size(); i++) {
      LayerSpec layer = entries.get(i).layer();
      Shape input = read(layer, shapes.get(i));
      if (!input.equals(shapes.get(i))) {
        layers.add(LayerList::flattened, input);
      }
      LayerContext context = new LayerContext(input, shapes.get(i + 1), activation, initialization);
      Block block = layer.create(context);
      checkNames(i, block, shapes);
      layers.add(Integer.toString(entries.get(i).number()), block, context.output());
    }
    return layers;
  }

  /**
   * What the blocks of {@link #create} compute, for other programs.
   *
   * @param path of the list, such as encoder.layers
   * @param shapes as {@link #create} gets them
   * @param activation what follows each layer that says nothing else
   * @param initialization how the weights begin
   * @return step by step
   */
  public List<Operation> operations(
      String path, List<Shape> shapes, Activation activation, Initialization initialization) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      LayerSpec layer = entries.get(i).layer();
      Shape input = read(layer, shapes.get(i));
      if (!input.equals(shapes.get(i))) {
        operations.add(new Operation.Flatten());
      }
      operations.addAll(
          layer.operations(
              path + "." + entries.get(i).number(),
              new LayerContext(input, shapes.get(i + 1), activation, initialization)));
    }
    return operations;
  }

  /** Of two parameters with one name only one would be saved. */
  private void checkNames(int i, Block block, List<Shape> shapes) {
    if (NamedParameters.of(block).size() < block.getParameters().size()) {
      MisfitException misfit =
          new MisfitException(
              "",
              "has parameters of the same name",
              "its block must give each child a name of its own");
      throw refusal(i, misfit, chain(shapes));
    }
  }

  private static Shape read(LayerSpec layer, Shape input) {
    return layer.readsFeatures() ? new Shape(input.size()) : input;
  }

  private static NDArray flattened(NDArray x) {
    return x.reshape(x.getShape().get(0), -1);
  }

  /**
   * Shapes in words.
   *
   * @param shapes without the batch axis
   * @return such as 1x28x28 -> 2x5x5 -> 50
   */
  public static String chain(List<Shape> shapes) {
    return String.join(
        " -> ",
        shapes.stream()
            .map(shape -> shape.toString().replaceAll("[()]", "").replace(", ", "x"))
            .toList());
  }

  /**
   * Refuses {@code layers} beside the short forms that it takes the place of.
   *
   * @param bothGiven whether it stands beside them
   * @param shortForms their names
   */
  public static void refuseBoth(boolean bothGiven, String shortForms) {
    new Settings()
        .require(
            !bothGiven,
            "layers",
            "cannot stand beside "
                + shortForms
                + ", whose place it takes; give only one of them (a preset brings its own)")
        .check();
  }
}

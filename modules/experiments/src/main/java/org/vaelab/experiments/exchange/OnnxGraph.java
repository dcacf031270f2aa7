package org.vaelab.experiments.exchange;

import ai.djl.ndarray.NDArray;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * An ONNX model, built value by value; each method gives the name of what it adds.
 *
 * <p>Source: Open Neural Network Exchange, IR version 8 and operator set 17 (github.com/onnx/onnx,
 * docs/IR.md and docs/Operators.md).
 */
final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 17;

  private final GraphProto.Builder graph = GraphProto.newBuilder();

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /** An input of float32, {@code (N, ...)} for any N. */
  String input(String name, int... dimensions) {
    graph.addInput(value(name, dimensions));
    return name;
  }

  /** Gives a value out, under a name of its own. */
  void output(String name, String value, int... dimensions) {
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name).setName(name));
    graph.addOutput(value(name, dimensions));
  }

  private static ValueInfoProto value(String name, int... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(Dimension.newBuilder().setDimParam("N"));
    for (int each : dimensions) {
      shape.addDim(Dimension.newBuilder().setDimValue(each));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Weights, of float32. */
  String weights(String name, NDArray array) {
    float[] values = array.toFloatArray();
    ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return tensor(name, TensorProto.DataType.FLOAT, array.getShape().getShape(), bytes);
  }

  /** A number of no dimension. */
  String number(double value) {
    ByteBuffer bytes = littleEndian(Float.BYTES).putFloat(0, (float) value);
    return tensor(next("number"), TensorProto.DataType.FLOAT, new long[0], bytes);
  }

  /** A list of whole numbers, such as a shape. */
  String whole(long... values) {
    ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return tensor(next("whole"), TensorProto.DataType.INT64, new long[] {values.length}, bytes);
  }

  private String tensor(String name, TensorProto.DataType type, long[] shape, ByteBuffer bytes) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long each : shape) {
      tensor.addDims(each);
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What an operator makes of values. */
  String node(String operator, String... inputs) {
    return node(operator, Map.of(), inputs);
  }

  /** The same with attributes: an Integer, a Float, or an int[]. */
  String node(String operator, Map<String, Object> attributes, String... inputs) {
    String output = next(operator);
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output);
    for (String each : inputs) {
      node.addInput(each);
    }
    // In one order: that of Map.of is another in each process.
    new TreeMap<>(attributes).forEach((name, value) -> node.addAttribute(attribute(name, value)));
    graph.addNode(node);
    return output;
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Integer whole) {
      return attribute.setType(AttributeProto.AttributeType.INT).setI(whole).build();
    }
    if (value instanceof Float number) {
      return attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number).build();
    }
    attribute.setType(AttributeProto.AttributeType.INTS);
    for (int each : (int[]) value) {
      attribute.addInts(each);
    }
    return attribute.build();
  }

  /** No value has this name yet: weights have dots in theirs. */
  private String next(String kind) {
    return kind + "_" + (graph.getNodeCount() + graph.getInitializerCount());
  }

  /** The bytes of the file; {@code notes} are read by {@code metadata_props}. */
  byte[] model(String version, Map<String, String> notes) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("vaelab")
            .setProducerVersion(version)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS))
            .setGraph(graph);
    new TreeMap<>(notes)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }
}

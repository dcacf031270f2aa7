package org.vaelab.experiments.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A reader of event files, apart from the writer: what TensorBoard would show. */
public final class Events {
  /** By tag and step: scalars, and the sizes of encoded images. */
  public final Map<String, Map<Long, Double>> scalars = new TreeMap<>();

  public final Map<String, Map<Long, Integer>> images = new TreeMap<>();
  public final Map<String, Map<Long, Double>> histogramCounts = new TreeMap<>();

  public final Map<String, String> texts = new TreeMap<>();

  /** Hyperparameters: numbers, words, and truth values as 0 and 1. */
  public final Map<String, Object> settings = new TreeMap<>();

  /** Reads all files of a folder in the order of their names. */
  public static Events read(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var found = Files.list(folder)) {
      found
          .filter(file -> file.getFileName().toString().startsWith("events.out."))
          .sorted()
          .forEach(files::add);
    }
    Events events = new Events();
    for (Path file : files) {
      ByteBuffer bytes = buffer(Files.readAllBytes(file));
      while (bytes.remaining() >= 12) {
        int length = Math.toIntExact(bytes.getLong());
        bytes.getInt();
        if (bytes.remaining() < length + 4) {
          break;
        }
        events.event(bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN));
        bytes.position(bytes.position() + length + 4);
      }
    }
    return events;
  }

  private void event(ByteBuffer bytes) {
    Map<Integer, List<Object>> event = fields(bytes);
    long step = (long) event.getOrDefault(2, List.of(0L)).get(0);
    if (event.containsKey(7)) {
      List.of(scalars, images, histogramCounts)
          .forEach(kind -> kind.values().forEach(steps -> steps.keySet().removeIf(s -> s >= step)));
    }
    for (Object summary : event.getOrDefault(5, List.of())) {
      for (Object value : all(fields((ByteBuffer) summary), 1)) {
        value(step, fields((ByteBuffer) value));
      }
    }
  }

  private void value(long step, Map<Integer, List<Object>> value) {
    String tag =
        StandardCharsets.UTF_8.decode(((ByteBuffer) first(value, 1)).duplicate()).toString();
    if (value.containsKey(2)) {
      scalars.computeIfAbsent(tag, t -> new TreeMap<>()).put(step, (Double) first(value, 2));
    }
    if (value.containsKey(4)) {
      ByteBuffer encoded = (ByteBuffer) first(fields((ByteBuffer) first(value, 4)), 4);
      images.computeIfAbsent(tag, t -> new TreeMap<>()).put(step, encoded.remaining());
    }
    if (value.containsKey(9)) {
      plugin(tag, value);
    }
    if (value.containsKey(5)) {
      double count = (Double) first(fields((ByteBuffer) first(value, 5)), 3);
      histogramCounts.computeIfAbsent(tag, t -> new TreeMap<>()).put(step, count);
    }
  }

  private void plugin(String tag, Map<Integer, List<Object>> value) {
    Map<Integer, List<Object>> data = message(message(value, 9), 1);
    if (text(data, 1).equals("text")) {
      texts.put(tag, text(message(value, 8), 8));
    } else if (text(data, 1).equals("hparams")) {
      for (Object entry : all(message(message(data, 2), 3), 1)) {
        Map<Integer, List<Object>> setting = fields((ByteBuffer) entry);
        Map<Integer, List<Object>> held = message(setting, 2);
        settings.put(text(setting, 1), held.containsKey(3) ? text(held, 3) : only(held));
      }
    }
  }

  private static Object only(Map<Integer, List<Object>> message) {
    return message.values().iterator().next().get(0);
  }

  private static Map<Integer, List<Object>> message(Map<Integer, List<Object>> outer, int field) {
    return fields((ByteBuffer) first(outer, field));
  }

  private static String text(Map<Integer, List<Object>> message, int field) {
    return StandardCharsets.UTF_8
        .decode(((ByteBuffer) first(message, field)).duplicate())
        .toString();
  }

  private static Object first(Map<Integer, List<Object>> message, int field) {
    return all(message, field).get(0);
  }

  private static List<Object> all(Map<Integer, List<Object>> message, int field) {
    return Objects.requireNonNull(message.get(field));
  }

  private static Map<Integer, List<Object>> fields(ByteBuffer given) {
    ByteBuffer bytes = given.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, List<Object>> fields = new TreeMap<>();
    while (bytes.hasRemaining()) {
      long key = varint(bytes);
      Object value =
          switch ((int) (key & 7)) {
            case 0 -> varint(bytes);
            case 1 -> bytes.getDouble();
            case 5 -> (double) bytes.getFloat();
            case 2 -> {
              int length = Math.toIntExact(varint(bytes));
              ByteBuffer content = bytes.slice(bytes.position(), length);
              bytes.position(bytes.position() + length);
              yield content;
            }
            default -> throw new IllegalArgumentException("wire type " + (key & 7));
          };
      fields.computeIfAbsent((int) (key >> 3), field -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

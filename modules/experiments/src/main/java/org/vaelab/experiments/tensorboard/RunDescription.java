package org.vaelab.experiments.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run was, for TensorBoard: its spec under Text, and the settings that are numbers, words or
 * truth values under HParams, where runs are compared by them.
 *
 * <p>Source: {@code summary.proto}, {@code tensor.proto}, {@code struct.proto} and {@code
 * tensorboard/plugins/hparams/plugin_data.proto}.
 */
final class RunDescription {
  /** Settings that change no number of a training. */
  private static final Set<String> LEFT_OUT =
      Set.of("name", "description", "figures", "evaluation", "checkpoint");

  private static final int TAG = 1;
  private static final int TENSOR = 8;
  private static final int METADATA = 9;

  private static final int FLOATS = 1;
  private static final int STRINGS = 7;
  private static final int DATA_IS_TENSOR = 2;

  private RunDescription() {}

  /** The text and the settings of a spec. */
  static List<Message> of(JsonNode spec) {
    return List.of(text(spec), settings(spec));
  }

  private static Message text(JsonNode spec) {
    // Markdown shows what is indented as it is.
    String shown = "    " + spec.toPrettyString().replace("\n", "\n    ");
    Message tensor = new Message().integer(1, STRINGS).message(2, new Message()).text(8, shown);
    return new Message()
        .text(TAG, "spec/text_summary")
        .message(TENSOR, tensor)
        .message(METADATA, metadata("text", new Message()));
  }

  private static Message settings(JsonNode spec) {
    Message session = new Message();
    addSettings(session, "", spec);
    Message shape = new Message().message(2, new Message().integer(1, 1));
    Message nothing = new Message().integer(1, FLOATS).message(2, shape).single(5, 0);
    return new Message()
        .text(TAG, "_hparams_/session_start_info")
        .message(TENSOR, nothing)
        .message(METADATA, metadata("hparams", new Message().message(3, session)));
  }

  private static Message metadata(String plugin, Message content) {
    Message data = new Message().text(1, plugin).message(2, content);
    return new Message().message(1, data).integer(4, DATA_IS_TENSOR);
  }

  private static void addSettings(Message session, String path, JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (LEFT_OUT.contains(field.getKey())) {
        continue;
      }
      String name = path + field.getKey();
      if (value.isObject()) {
        addSettings(session, name + ".", value);
      } else if (!value.isNull()) {
        session.message(1, new Message().text(1, name).message(2, value(value)));
      }
    }
  }

  /** A {@code google.protobuf.Value}; a list is shown as its JSON. */
  private static Message value(JsonNode value) {
    if (value.isNumber()) {
      return new Message().number(2, value.asDouble());
    }
    if (value.isBoolean()) {
      return new Message().integer(4, value.asBoolean() ? 1 : 0);
    }
    return new Message().text(3, value.isTextual() ? value.asText() : value.toString());
  }
}

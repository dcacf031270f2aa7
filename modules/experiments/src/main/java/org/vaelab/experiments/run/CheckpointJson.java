package org.vaelab.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vaelab.experiments.run.Checkpoints.Content;
import org.vaelab.files.Sha256;
import org.vaelab.training.checkpoint.TrainingState;

/**
 * The JSON file of a checkpoint: its content, but for the rows of the {@link HistoryFile}, and the
 * checksums of that and of the arrays.
 *
 * @param content what was saved
 * @param arraysSha256 of the file with the arrays
 */
record CheckpointJson(Content content, String arraysSha256) {
  /** The history of some 50,000 epochs, which older checkpoints have in them. */
  private static final long LONGEST = 32L << 20;

  private static final ObjectMapper MAPPER = RowJson.mapper();

  /** The text of the file; the rows of the history end at {@code end}. */
  String text(HistoryFile.Position end) {
    JsonNode tree = tree(end);
    ObjectNode document = MAPPER.createObjectNode();
    document.put("arraysSha256", arraysSha256);
    document.put("contentSha256", sha256(tree));
    document.set("content", tree);
    return document.toPrettyString() + "\n";
  }

  /** All but the rows, of which there are more with each epoch. */
  private JsonNode tree(HistoryFile.Position end) {
    TrainingState state = content.state();
    TrainingState bare =
        new TrainingState(
            state.epoch(), state.iteration(), state.schedule(), List.of(), state.partial());
    ObjectNode tree = MAPPER.valueToTree(content.at(bare));
    ((ObjectNode) tree.path("state")).remove("history");
    return tree.set("history", MAPPER.valueToTree(end));
  }

  /**
   * Reads a file and the rows that belong to it.
   *
   * @throws IOException with what is wrong where it is not whole
   */
  static CheckpointJson read(Path file) throws IOException {
    JsonNode document = document(file);
    JsonNode tree = document.path("content");
    if (!document.path("contentSha256").asText().equals(sha256(tree))) {
      throw new IOException("its checksum does not fit");
    }
    try {
      if (tree.path("state") instanceof ObjectNode state && tree.path("history").isObject()) {
        JsonNode end = ((ObjectNode) tree).remove("history");
        state.set(
            "history",
            HistoryFile.read(
                file.resolveSibling(""), MAPPER.treeToValue(end, HistoryFile.Position.class)));
      }
      Content content = MAPPER.treeToValue(tree, Content.class);
      CheckpointChecks.require(content);
      return new CheckpointJson(content, document.path("arraysSha256").asText());
    } catch (JsonProcessingException wrong) {
      throw new IOException("it has not what a checkpoint has");
    }
  }

  private static JsonNode document(Path file) throws IOException {
    if (!RunFiles.isFile(file)) {
      throw new IOException("it is missing, or no plain file");
    }
    if (Files.size(file) > LONGEST) {
      throw new IOException(
          "it has " + Files.size(file) + " bytes, and may have " + LONGEST + " at most");
    }
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (JsonProcessingException wrong) {
      throw new IOException("it is no JSON");
    }
  }

  private static String sha256(JsonNode tree) {
    try {
      return Sha256.of(MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a tree is JSON", impossible);
    }
  }
}

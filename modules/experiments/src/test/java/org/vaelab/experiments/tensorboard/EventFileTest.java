package org.vaelab.experiments.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.input.InputException;

/** Bytes against those that TensorBoard's own classes write; see tensorboard_records.py. */
class EventFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "'',     000000000000000029039807d8ea82a2",
    "vaelab, 06000000000000007369d5377661656c6162743c4736"
  })
  void aRecordHasItsLengthAndTwoChecksums(String content, String expected) {
    ByteBuffer record = EventFile.record(content.getBytes(StandardCharsets.UTF_8));
    byte[] bytes = new byte[record.remaining()];
    record.get(bytes);

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
  }

  @Test
  void messagesAreInProtocolBuffersFormat() {
    assertThat(hex(Summaries.scalar("kl/test", 2.5))).isEqualTo("0a076b6c2f746573741500002040");
    assertThat(hex(Summaries.image("p", 2, 300, new byte[] {(byte) 0x89, 'P', 'N', 'G'})))
        .isEqualTo("0a0170220d08ac0210021803220489504e47");
    assertThat(hex(new Message().number(1, 1.5).text(3, "brain.Event:2")))
        .isEqualTo("09000000000000f83f1a0d627261696e2e4576656e743a32");
    Message start = new Message().integer(1, 1);
    assertThat(hex(new Message().number(1, 1.5).integer(2, 1L << 40).message(7, start)))
        .isEqualTo("09000000000000f83f108080808080203a020801");
  }

  /**
   * Thirty buckets between -1 and 2, a tenth wide: -1 in the first, 0.75 in the 18th, 2 in the
   * last.
   */
  @Test
  void aHistogramCountsEveryValueOnce() {
    byte[] message = Summaries.histogram("h", new double[] {-1, 0.75, 2}).toBytes();
    ByteBuffer read = ByteBuffer.wrap(message).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int buckets = message.length - 30 * Double.BYTES;
    double total = 0;
    for (int i = 0; i < 30; i++) {
      double count = read.getDouble(buckets + i * Double.BYTES);
      assertThat(count).as("bucket " + i).isEqualTo(i == 0 || i == 17 || i == 29 ? 1 : 0);
      total += count;
    }
    assertThat(total).isEqualTo(3);
    // min, max, number, sum and sum of squares begin behind the tag (3 bytes), the histogram's own
    // tag and length (3 bytes), each with a byte that names it.
    double[] expected = {-1, 2, 3, 1.75, 5.5625};
    for (int i = 0; i < expected.length; i++) {
      assertThat(read.getDouble(6 + i * 9 + 1)).isEqualTo(expected[i]);
    }
    assertThat(HexFormat.of().formatHex(Summaries.histogram("h", new double[] {4, 4}).toBytes()))
        .as("values that are all alike have a bucket too")
        .contains(HexFormat.of().formatHex(new byte[] {0, 0, 0, 0, 0, 0, 0, 0x40}));
  }

  @Test
  void aFileIsNeverOverwritten() throws IOException {
    EventFile.create(folder, 1).close();
    EventFile.create(folder, 1).close();

    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> EventFile.create(file, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + " cannot be written");
  }

  private static String hex(Message message) {
    return HexFormat.of().formatHex(message.toBytes());
  }
}

package org.vaelab.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive with one module of one method, as {@code torch.jit.save} lays it out: a zip
 * of stored entries with the program as text and pickles of an object without state.
 */
final class TorchArchive {
  /** Pickle, protocol 2: an empty tuple. */
  private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  private TorchArchive() {}

  /**
   * The program: a module whose {@code forward} has the given arguments, each with its type, result
   * and body.
   */
  static String source(List<String> arguments, String result, String body) {
    String parameters = arguments.stream().map(each -> ", " + each).collect(Collectors.joining());
    return "class Ops(Module):\n"
        + "  __parameters__ = []\n"
        + "  __buffers__ = []\n"
        + "  training : bool\n"
        + "  _is_full_backward_hook : Optional[bool]\n"
        + "  def forward(self: __torch__.Ops"
        + parameters
        + ") -> "
        + result
        + ":\n"
        + body.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
  }

  /**
   * Compiles a program.
   *
   * @throws IllegalArgumentException when PyTorch refuses it; the message shows both
   */
  static PtSymbolBlock load(String name, String source) {
    ComputeEngine.start();
    // Model.load would make a temporary folder first, which it does not use.
    PtNDManager manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager();
    try {
      return JniUtils.loadModule(manager, new ByteArrayInputStream(of(source)), false, false);
    } catch (EngineException refused) {
      manager.close();
      throw new IllegalArgumentException(
          "PyTorch refuses the function "
              + name
              + ":\n"
              + source
              + "\nbecause: "
              + refused.getMessage(),
          refused);
    } catch (IOException impossible) {
      manager.close();
      throw new UncheckedIOException(impossible);
    }
  }

  /** The bytes of the archive. */
  private static byte[] of(String source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "ops/data.pkl", object());
      store(zip, "ops/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      store(zip, "ops/constants.pkl", NO_CONSTANTS);
      store(zip, "ops/version", "3\n".getBytes(StandardCharsets.UTF_8));
      store(zip, "ops/byteorder", "little".getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * Pickle, protocol 2: an instance of {@code __torch__.Ops} with the state {@code {"training":
   * True, "_is_full_backward_hook": None}}.
   */
  private static byte[] object() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes("c__torch__\nOps\n)".getBytes(StandardCharsets.UTF_8));
    pickle.writeBytes(new byte[] {(byte) 0x81, '}', '('});
    text(pickle, "training");
    pickle.write(0x88);
    text(pickle, "_is_full_backward_hook");
    pickle.writeBytes("Nub.".getBytes(StandardCharsets.UTF_8));
    return pickle.toByteArray();
  }

  private static void text(ByteArrayOutputStream pickle, String text) {
    pickle.writeBytes(new byte[] {'X', (byte) text.length(), 0, 0, 0});
    pickle.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}

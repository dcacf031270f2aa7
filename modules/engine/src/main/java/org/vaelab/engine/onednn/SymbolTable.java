package org.vaelab.engine.onednn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where a library for Linux says that its functions and variables are, those too that it offers to
 * nobody else. Source: Executable and Linkable Format, 64-bit, sections "Section Header" and
 * "Symbol Table".
 */
final class SymbolTable {
  private static final int MAGIC = 0x464c457f;
  private static final int BITS_64_LITTLE = 0x0102;
  private static final int SECTION_BYTES = 64;
  private static final int SYMBOLS = 2;
  private static final int SYMBOL_BYTES = 24;

  private SymbolTable() {}

  /**
   * The places of those of {@code names} that are there, in bytes from where the library is loaded;
   * none where the file has no such table.
   */
  static Map<String, Long> find(Path library, Set<String> names) throws IOException {
    try (FileChannel file = FileChannel.open(library)) {
      ByteBuffer head = map(file, 0, 64);
      if (head.getInt(0) != MAGIC || head.getShort(4) != BITS_64_LITTLE) {
        return Map.of();
      }
      int count = Short.toUnsignedInt(head.getShort(60));
      ByteBuffer sections = map(file, head.getLong(40), (long) count * SECTION_BYTES);
      for (int i = 0; i < count; i++) {
        int section = i * SECTION_BYTES;
        if (sections.getInt(section + 4) == SYMBOLS) {
          int strings = sections.getInt(section + 40) * SECTION_BYTES;
          return search(section(file, sections, section), section(file, sections, strings), names);
        }
      }
      return Map.of();
    } catch (IndexOutOfBoundsException damaged) {
      return Map.of();
    }
  }

  private static ByteBuffer section(FileChannel file, ByteBuffer sections, int section)
      throws IOException {
    return map(file, sections.getLong(section + 24), sections.getLong(section + 32));
  }

  private static ByteBuffer map(FileChannel file, long from, long bytes) throws IOException {
    if (from < 0 || bytes < 0 || bytes > Integer.MAX_VALUE || from > file.size() - bytes) {
      throw new IndexOutOfBoundsException("the table lies outside of the file");
    }
    MappedByteBuffer mapped = file.map(FileChannel.MapMode.READ_ONLY, from, bytes);
    return mapped.order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Map<String, Long> search(
      ByteBuffer symbols, ByteBuffer strings, Set<String> names) {
    Map<String, Long> found = new HashMap<>();
    Map<String, byte[]> wanted = new HashMap<>();
    names.forEach(name -> wanted.put(name, name.getBytes(StandardCharsets.US_ASCII)));
    for (int at = 0; at + SYMBOL_BYTES <= symbols.limit(); at += SYMBOL_BYTES) {
      for (Map.Entry<String, byte[]> name : wanted.entrySet()) {
        if (isAt(strings, symbols.getInt(at), name.getValue())) {
          found.put(name.getKey(), symbols.getLong(at + 8));
        }
      }
      if (found.size() == names.size()) {
        break;
      }
    }
    return found;
  }

  /** Whether {@code wanted} and a zero stand at {@code from}; the last letters differ most. */
  private static boolean isAt(ByteBuffer strings, int from, byte[] wanted) {
    if (from + wanted.length >= strings.limit() || strings.get(from + wanted.length) != 0) {
      return false;
    }
    for (int i = wanted.length - 1; i >= 0; i--) {
      if (strings.get(from + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}

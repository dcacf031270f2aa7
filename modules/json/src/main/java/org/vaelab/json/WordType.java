package org.vaelab.json;

import org.jspecify.annotations.Nullable;

/**
 * What a word of a choice stands for.
 *
 * @param type the record that is made
 * @param preset gives the defaults in place of the record's own; null for none
 */
record WordType(Class<? extends Record> type, @Nullable Record preset) {
  RecordShape<?> shape() {
    return shape(type);
  }

  private <T extends Record> RecordShape<T> shape(Class<T> exact) {
    return new RecordShape<>(exact, preset == null ? null : exact.cast(preset));
  }
}

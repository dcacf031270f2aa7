package org.vaelab.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a field, or of a word that a field may be.
 *
 * @param path from the top of the text, such as {@code training.batchSize}
 * @param meaning in words; empty where the code brings no documentation
 * @param kind of value, such as {@code integer}
 * @param standard what it is where it is not given, as JSON; null where it must be given
 * @param limits such as {@code must be >= 1}
 * @param members the fields of an object, or the words of a choice, with their meaning
 */
public record FieldDescription(
    String path,
    String meaning,
    String kind,
    @Nullable String standard,
    List<String> limits,
    Map<String, String> members) {}

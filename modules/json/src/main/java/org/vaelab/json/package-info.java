/**
 * Strict JSON, read into records with all its faults at once, and written back. Choices are records
 * chosen by a word, of a {@link org.vaelab.json.Vocabulary} that others can add to.
 */
@NullMarked
package org.vaelab.json;

import org.jspecify.annotations.NullMarked;

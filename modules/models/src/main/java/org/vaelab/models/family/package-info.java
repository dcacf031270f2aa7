/**
 * What a model family promises: its choice in a spec, what it learns with, and what its networks
 * can do. A new family implements these, and nothing else asks which family it is.
 */
@NullMarked
package org.vaelab.models.family;

import org.jspecify.annotations.NullMarked;

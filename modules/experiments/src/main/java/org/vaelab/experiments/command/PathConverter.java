package org.vaelab.experiments.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The path that an argument names; an empty one would be the current folder without a word. */
final class PathConverter implements ITypeConverter<Path> {
  @Override
  public Path convert(String argument) {
    if (argument.isBlank()) {
      throw new TypeConversionException("a path is needed, was \"" + argument + "\"");
    }
    try {
      return Path.of(argument);
    } catch (InvalidPathException impossible) {
      throw new TypeConversionException("\"" + argument + "\" cannot be a path here");
    }
  }
}

package org.vaelab.experiments.reproduction;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.drawing.PictureStrip;
import org.vaelab.experiments.drawing.Png;
import org.vaelab.experiments.reproduction.Reproduction.Outcome;
import org.vaelab.experiments.reproduction.Reproduction.Results;
import org.vaelab.experiments.reproduction.SystemPage.Original;
import org.vaelab.experiments.reproduction.SystemPage.Shown;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * The pictures of a page, and where they are from there.
 *
 * @param folder the page will be in
 * @param specs the folder of the systems' specs
 * @param copied whether pictures of runs are copied beside the page, into a folder of that name;
 *     null for links into the run folders
 */
record PagePictures(Path folder, Path specs, @Nullable String copied) {
  private static final int ACROSS = 4;

  /** The relative address of a picture; null where the run has not got it. */
  @Nullable String link(Results results, Shown shown) {
    Outcome outcome = PageWords.outcome(results, shown.run());
    if (outcome.failure() != null) {
      return null;
    }
    List<Path> files =
        shown.files(outcome.epochs()).stream()
            .map(each -> outcome.run().folder().resolve(RunFiles.FIGURES).resolve(each))
            .filter(Files::isRegularFile)
            .toList();
    if (files.isEmpty()) {
      return null;
    }
    String name = results.system().name() + "-" + shown.run() + "-" + shown.picture();
    if (shown.epochs() != null) {
      return strip(files, name + "-strip.png");
    }
    if (copied == null) {
      return relative(files.get(0));
    }
    return name.endsWith(".png")
        ? small(read(files.get(0)), copied, name)
        : copy(files.get(0), copied, name);
  }

  /** A sentence on the epochs that a strip or picture lacks; empty where it lacks none. */
  String lacking(Results results, Shown shown) {
    Outcome outcome = PageWords.outcome(results, shown.run());
    if (outcome.failure() != null || shown.epochs() == null) {
      return "";
    }
    List<String> late =
        shown.epochs().stream()
            .filter(each -> each > outcome.epochs())
            .map(each -> each.toString())
            .toList();
    return late.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "Epochs %s are left out: the run has %d.",
            String.join(", ", late),
            outcome.epochs());
  }

  /** The relative address of the copy of a published picture; null where there is none. */
  @Nullable String copy(SystemPage system, Original original) {
    if (original.copy() == null) {
      return null;
    }
    Path file = specs.resolve(system.name()).resolve("originals").resolve(original.copy());
    return copied == null
        ? copy(file, "originals", system.name() + "-" + original.copy())
        : relative(file);
  }

  /** Titles are the epochs, which end the names of the files. */
  private String strip(List<Path> files, String name) {
    List<String> titles = new ArrayList<>();
    List<BufferedImage> pictures = new ArrayList<>();
    for (Path file : files) {
      String number =
          String.valueOf(file.getFileName()).replaceAll(".+-epoch-0*(\\d+)\\.png", "$1");
      titles.add("epoch " + number);
      pictures.add(read(file));
    }
    BufferedImage strip = PictureStrip.of(titles, pictures, ACROSS);
    if (copied != null) {
      return small(strip, copied, name);
    }
    Png.write(strip, made("strips").resolve(name));
    return "strips/" + name;
  }

  private String small(BufferedImage picture, String target, String name) {
    Png.writeSmall(picture, made(target).resolve(name));
    return target + "/" + name;
  }

  /** Removes what an earlier page showed of these systems and a new one does not. */
  void removeOthers(String target, List<SystemPage> systems, String page) {
    try (Stream<Path> files = Files.list(made(target))) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (systems.stream().anyMatch(each -> name.startsWith(each.name() + "-"))
            && !page.contains(target + "/" + name)) {
          Files.delete(file);
        }
      }
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(folder.resolve(target), failure);
    }
  }

  private static BufferedImage read(Path file) {
    try {
      BufferedImage picture = ImageIO.read(file.toFile());
      if (picture == null) {
        throw new InputException(file + " is no picture.");
      }
      return picture;
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  private String copy(Path file, String target, String name) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      AtomicFile.write(made(target).resolve(name), stream -> stream.write(bytes));
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
    return target + "/" + name;
  }

  private Path made(String target) {
    Path made = folder.resolve(target);
    try {
      return Files.createDirectories(made);
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(made, failure);
    }
  }

  private String relative(Path file) {
    return folder
        .toAbsolutePath()
        .normalize()
        .relativize(file.toAbsolutePath().normalize())
        .toString()
        .replace('\\', '/');
  }
}

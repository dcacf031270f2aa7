package org.vaelab.experiments.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.vaelab.experiments.run.RunFiles;

/**
 * The pictures of a run that a report has in it.
 *
 * @param pictures by name
 * @param notes what is left out, and why
 */
public record PictureShelf(List<Picture> pictures, List<String> notes) {
  /** Bytes of pictures; a page has four characters for each three of them. */
  private static final long MOST_BYTES = 3_500_000;

  private static final double WIDE = 2.2;

  private static final Pattern FILE = Pattern.compile("(.+?)(?:-epoch-(\\d{4,9}))?\\.(png|gif)");

  /** The page has the same numbers as curves that can be looked into. */
  private static final Pattern CURVES = Pattern.compile("curves(-\\d+)?");

  /**
   * A picture, at one time or at several.
   *
   * @param name of the figure
   * @param frames at least one, in the order of the epochs
   */
  public record Picture(String name, List<Frame> frames) {
    /** What was drawn last. */
    public Frame last() {
      return frames.get(frames.size() - 1);
    }

    /** Whether it needs the whole width to be seen. */
    public boolean isWide() {
      return last().file().width() > WIDE * last().file().height();
    }
  }

  /**
   * A picture at one time.
   *
   * @param when such as "epoch 5"; empty for one of the end alone
   * @param file its bytes
   */
  public record Frame(String when, PictureFile file) {}

  /** The files of a figure: of the end, of epochs, and animated. */
  private record Drawn(Map<Integer, Path> epochs, List<Path> end, List<Path> animations) {
    Drawn() {
      this(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** Without pictures. */
  static PictureShelf none() {
    return new PictureShelf(List.of(), List.of());
  }

  /** Of a run folder. */
  static PictureShelf of(Path run) {
    Path folder = run.resolve(RunFiles.FIGURES);
    Map<String, Drawn> byName = new TreeMap<>();
    collect(folder, byName);
    collect(folder.resolve("frames"), byName);
    return new Filling(folder).fill(byName);
  }

  private static void collect(Path folder, Map<String, Drawn> byName) {
    for (Path file : files(folder)) {
      Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
      if (!name.matches() || CURVES.matcher(name.group(1)).matches()) {
        continue;
      }
      Drawn files = byName.computeIfAbsent(name.group(1), key -> new Drawn());
      if (name.group(2) != null) {
        files.epochs().putIfAbsent(Integer.valueOf(name.group(2)), file);
      } else {
        (name.group(3).equals("gif") ? files.animations() : files.end()).add(file);
      }
    }
  }

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.{png,gif}")) {
        entries.forEach(files::add);
      } catch (IOException unreadable) {
        // Then it has none that can be shown.
      }
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  /** Takes pictures as long as there is room: those of the end first, then as many epochs as go. */
  private static final class Filling {
    private final Path folder;
    private final Map<String, Picture> pictures = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private long room = MOST_BYTES;

    Filling(Path folder) {
      this.folder = folder;
    }

    PictureShelf fill(Map<String, Drawn> byName) {
      List<Map.Entry<String, Drawn>> entries = new ArrayList<>(byName.entrySet());
      entries.sort(Comparator.comparingLong(entry -> size(lastOf(entry.getValue()))));
      for (Map.Entry<String, Drawn> entry : entries) {
        Path last = lastOf(entry.getValue());
        if (size(last) > room) {
          notes.add(
              String.format(
                  Locale.ROOT,
                  "%s is left out, because it has %.1f MB; it is in %s.",
                  last.getFileName(),
                  size(last) / 1e6,
                  folder));
        } else if (entry.getValue().epochs().isEmpty()) {
          take(entry.getKey(), last);
        } else {
          room -= size(last);
        }
      }
      List<Map.Entry<String, Drawn>> moving =
          entries.stream().filter(entry -> !entry.getValue().epochs().isEmpty()).toList();
      for (int i = 0; i < moving.size(); i++) {
        takeEpochs(moving.get(i).getKey(), moving.get(i).getValue(), room / (moving.size() - i));
      }
      return new PictureShelf(List.copyOf(pictures.values()), notes);
    }

    private void take(String name, Path file) {
      Optional<PictureFile> picture = PictureFile.read(file);
      if (picture.isPresent()) {
        room -= size(file);
        pictures.put(name, new Picture(name, List.of(new Frame("", picture.get()))));
      } else {
        notes.add(file.getFileName() + " is left out: it is no whole picture.");
      }
    }

    /** The last one, for which there is room already, and others evenly between. */
    private void takeEpochs(String name, Drawn files, long share) {
      List<Map.Entry<Integer, Path>> all = List.copyOf(files.epochs().entrySet());
      int last = all.size() - 1;
      List<Integer> chosen = List.of(last);
      for (int count = all.size(); count > 1; count--) {
        int steps = count - 1;
        List<Integer> even =
            IntStream.rangeClosed(0, steps).map(i -> i * last / steps).boxed().toList();
        if (even.stream().filter(i -> i < last).mapToLong(i -> size(all.get(i).getValue())).sum()
            <= share) {
          chosen = even;
          break;
        }
      }
      List<Frame> frames = new ArrayList<>();
      for (int i : chosen) {
        Path file = all.get(i).getValue();
        room -= i < last ? size(file) : 0;
        String when = "epoch " + all.get(i).getKey();
        PictureFile.read(file).ifPresent(picture -> frames.add(new Frame(when, picture)));
      }
      if (!frames.isEmpty()) {
        pictures.put(name, new Picture(name, List.copyOf(frames)));
      }
      if (frames.size() < all.size()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "Of %s, %d of %d epochs are here, so that the page stays small; all are in %s.",
                name,
                frames.size(),
                all.size(),
                folder));
      }
    }

    private static Path lastOf(Drawn files) {
      List<Path> epochs = List.copyOf(files.epochs().values());
      return !epochs.isEmpty()
          ? epochs.get(epochs.size() - 1)
          : files.end().isEmpty() ? files.animations().get(0) : files.end().get(0);
    }

    private static long size(Path file) {
      try {
        return Files.size(file);
      } catch (IOException gone) {
        return 0;
      }
    }
  }
}

package org.vaelab.experiments.run;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vaelab.experiments.extension.ExtensionFault;
import org.vaelab.input.InputException;
import org.vaelab.json.Words;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;
import org.vaelab.training.metrics.EpochMetrics;

/**
 * Draws a spec's figures into a run folder, from the weights as they are when it is called; what
 * cannot be drawn any more is said.
 */
record Pictures(Experiment experiment, FigureFiles files, Terminal terminal) {
  /** How long a stop waits for a figure of an epoch; without it the epoch is trained again. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Draws what is asked for at the epoch that ended, unless a stop is in haste; {@code history} is
   * empty before training.
   */
  void drawEpoch(List<EpochMetrics> history) {
    terminal
        .stop()
        .waiting(
            PATIENCE,
            () -> {
              drawAfter(history);
              return history;
            });
  }

  private void drawAfter(List<EpochMetrics> history) {
    int epoch = history.size();
    named()
        .forEach(
            (name, figure) -> {
              boolean still = figure.epochs().contains(epoch);
              boolean frame = figure.animation().isPresent();
              if (still || frame) {
                BufferedImage picture = shown(name, figure, history);
                if (still) {
                  files.write(name, epoch, picture);
                }
                if (frame) {
                  files.keepFrame(name, epoch, picture);
                }
              }
            });
  }

  /** Draws what is asked for after the training, and puts the animations together. */
  void drawResult(List<EpochMetrics> history) {
    List<String> names =
        named().entrySet().stream()
            .filter(each -> each.getValue().epochs().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (!names.isEmpty()) {
      terminal.say("drawing " + Words.all(names) + " ...");
    }
    named()
        .forEach(
            (name, figure) -> {
              if (figure.epochs().isEmpty()) {
                files.write(name, shown(name, figure, history));
              }
              figure.animation().ifPresent(shown -> animate(name, history.size(), shown));
            });
  }

  /** Figures may have been asked for, or removed, when some epochs were trained already. */
  private void animate(String name, int last, Duration shown) {
    int kept = files.animate(name, last, shown);
    if (kept == 0) {
      terminal.say(
          files.animation(name)
              + " is not drawn: no picture of an epoch is kept for it. A new run has them all.");
    } else if (kept <= last) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "%s shows %d of %d pictures: of the other epochs none is kept, or another size.",
              files.animation(name),
              kept,
              last + 1));
    }
  }

  /** The pictures that are there of what is asked for; says which are not. */
  List<Path> drawn(int epochs) {
    List<Path> asked = new ArrayList<>();
    named()
        .forEach(
            (name, figure) -> {
              figure.epochs().stream()
                  .filter(epoch -> epoch <= epochs)
                  .forEach(epoch -> asked.add(files.file(name, epoch)));
              if (figure.epochs().isEmpty()) {
                asked.add(files.file(name));
              }
              if (figure.animation().isPresent() && Files.exists(files.animation(name))) {
                asked.add(files.animation(name));
              }
            });
    return asked.stream().filter(this::isPicture).sorted().toList();
  }

  private boolean isPicture(Path file) {
    boolean whole = FigureFiles.read(file).isPresent();
    if (!whole) {
      terminal.say(
          file
              + (Files.exists(file) ? " is no picture" : " is missing")
              + ": its epoch was trained before. A new run draws it.");
    }
    return whole;
  }

  /** The second of a name is called name-2. */
  private Map<String, FigureSpec> named() {
    Map<String, FigureSpec> named = new LinkedHashMap<>();
    for (FigureSpec figure : experiment.spec().figures()) {
      String name = figure.fileName();
      for (int number = 2; named.containsKey(name); number++) {
        name = figure.fileName() + "-" + number;
      }
      named.put(name, figure);
    }
    return named;
  }

  /** Some take a minute, such as t-SNE of many images. */
  private BufferedImage shown(String name, FigureSpec figure, List<EpochMetrics> history) {
    if (!terminal.interactive()) {
      return picture(figure, history);
    }
    long start = System.nanoTime();
    LiveLine line = new LiveLine(terminal, () -> columns -> drawing(name, start, columns));
    try {
      return picture(figure, history);
    } finally {
      line.close();
    }
  }

  private String drawing(String name, long start, int columns) {
    double seconds = (System.nanoTime() - start) / 1e9;
    List<String> all = List.copyOf(named().keySet());
    String which = all.size() < 2 ? "" : " (" + (all.indexOf(name) + 1) + " of " + all.size() + ")";
    String text = "drawing " + name + which + ", " + Durations.words(seconds) + " so far";
    return text.substring(0, Math.max(0, Math.min(columns - 1, text.length())));
  }

  private BufferedImage picture(FigureSpec figure, List<EpochMetrics> history) {
    try {
      return draw(figure, history);
    } catch (LinkageError | InternalError failure) {
      if (MissingParts.isOfProgram(failure) || ExtensionFault.of(failure).isPresent()) {
        throw failure;
      }
      // A Java without fonts, or without the system libraries that it draws text with.
      throw new InputException(
          "The figures cannot be drawn, because Java cannot draw text here: "
              + failure.getMessage()
              + "\nInstall fontconfig and a font (in Debian fontconfig and fonts-dejavu-core), then"
              + " resume the run, which draws them; or leave them out with --set 'figures=[]'.",
          failure);
    }
  }

  private BufferedImage draw(FigureSpec figure, List<EpochMetrics> history) {
    return figure.draw(
        new FigureSource(
            experiment.model(),
            experiment.session().data(),
            experiment.session().transform(),
            experiment.session().seeds(),
            history));
  }
}

package org.vaelab.experiments.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.reproduction.Literature;
import org.vaelab.experiments.reproduction.Reproduction;
import org.vaelab.experiments.reproduction.SystemPage;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab reproduce}. */
@Command(
    name = "reproduce",
    description = {
      "Makes the README figures of published systems again, and sets ours beside theirs.",
      "Runs what is not there yet, and writes index.html and index.md (of chosen systems"
          + " SYSTEM.html and .md). Can be stopped and started again.",
      "\"reproduce literature\" trains the models of experiments/literature, measures them, and"
          + " writes literature.html and .md: each log-likelihood beside the paper's."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab reproduce --quick --data-dir datasets",
      "  vaelab reproduce 002 003",
      "  vaelab reproduce --present"
    })
final class ReproduceCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private DataOptions dataOptions = new DataOptions();
  @Mixin private ThreadOptions threadOptions = new ThreadOptions();

  @Parameters(
      paramLabel = "SYSTEM",
      arity = "0..*",
      description =
          "which systems, by their folders in experiments/reproduce or by their numbers, such as"
              + " 002 (default: all); or literature")
  private List<String> systems = new ArrayList<>();

  @Option(names = "--quick", description = "cut long runs to fewer epochs, and say so")
  private boolean quick;

  @Option(
      names = "--present",
      description = "run nothing: show what is there, whole runs before cut ones")
  private boolean present;

  @Option(
      names = "--redraw",
      description = "draw the figures of runs that are there again, as a new version draws them")
  private boolean redraw;

  @Option(
      names = "--gallery",
      paramLabel = "DIR",
      description = "also write DIR/README.md, with copies of the pictures in DIR/gallery")
  private @Nullable Path gallery;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where runs and pages go (default: reproduction)")
  private Path out = Path.of("reproduction");

  @Option(
      names = "--specs",
      paramLabel = "DIR",
      description =
          "the folder of the specs (default: vaelab's experiments/reproduce, or"
              + " experiments/literature)")
  private @Nullable Path specs;

  @Override
  public Integer call() {
    Integer threads = threadOptions.threads();
    VaelabCommand program = Parents.of(parent);
    if (quick && present) {
      throw new InputException("--quick makes runs, and --present makes none: give one of them.");
    }
    Terminal terminal = program.terminal();
    int used = threads == null ? ComputeEngine.start(DeviceChoice.AUTO).threads() : threads;
    if (systems.equals(List.of(Literature.NAME))) {
      return literature(program, used);
    }
    List<SystemPage> chosen = chosen();
    createOut();
    // The page of all systems stays as it is where some are chosen.
    String page =
        systems.isEmpty()
            ? Reproduction.INDEX
            : chosen.stream().map(SystemPage::name).collect(Collectors.joining("-"));
    List<String> failures =
        new Reproduction(
                specs("reproduce"),
                out,
                page,
                choice(),
                redraw,
                gallery,
                used,
                dataOptions.sources(),
                terminal,
                program.commandLine())
            .write(chosen);
    terminal.show("page: " + out.resolve(page + ".html"));
    if (gallery != null) {
      terminal.show("gallery: " + gallery.resolve("README.md"));
    }
    failures.forEach(failure -> terminal.complain("not run: " + failure));
    return failures.isEmpty() || present ? VaelabCommand.DONE : VaelabCommand.INPUT;
  }

  private int literature(VaelabCommand program, int threads) {
    if (redraw || gallery != null) {
      throw new InputException("reproduce literature has no --redraw and no --gallery: no figures");
    }
    createOut();
    List<String> failures =
        new Literature(
                specs(Literature.NAME),
                out,
                choice(),
                threads,
                dataOptions.sources(),
                program.terminal(),
                program.commandLine())
            .write();
    program.terminal().say("table: " + out.resolve(Literature.NAME + ".md") + " and .html");
    failures.forEach(failure -> program.terminal().complain("not run: " + failure));
    return failures.isEmpty() ? VaelabCommand.DONE : VaelabCommand.INPUT;
  }

  private Path specs(String folder) {
    return specs == null
        ? Path.of(System.getProperty("vaelab.home", "."), "experiments", folder).normalize()
        : specs;
  }

  private void createOut() {
    try {
      Files.createDirectories(out);
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(out, failure);
    }
  }

  private Reproduction.Choice choice() {
    if (present) {
      return Reproduction.Choice.PRESENT;
    }
    return quick ? Reproduction.Choice.QUICK : Reproduction.Choice.WHOLE;
  }

  private List<SystemPage> chosen() {
    List<SystemPage> all = SystemPage.readAll(specs("reproduce"));
    if (systems.isEmpty()) {
      return all;
    }
    return systems.stream().map(system -> find(system, all)).distinct().toList();
  }

  private SystemPage find(String system, List<SystemPage> all) {
    return all.stream()
        .filter(page -> page.name().equals(system) || number(page).equals(system))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "there is no system \""
                        + system
                        + "\"; those in "
                        + specs("reproduce")
                        + " are "
                        + all.stream()
                            .map(page -> page.name() + " (" + number(page) + ")")
                            .collect(Collectors.joining(", "))));
  }

  /** What its heading begins with, such as 002. */
  private static String number(SystemPage page) {
    return page.title().split(" ", 2)[0];
  }
}

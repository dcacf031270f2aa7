package org.vaelab.experiments.sweep.execution;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * Runs as tasks of Apache Spark. Spark's driver is a process of its own ({@code modules/spark}),
 * which is told by lines what to run: none of Spark's jars is in this one.
 */
public final class SparkExecutor implements RunExecutor {
  private static final int READY_WORDS = 2;

  private final WorkerCommand command;
  private final Process driver;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final Map<String, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();
  private final int slots;
  private final Path log;
  private int number;

  private SparkExecutor(WorkerCommand command, Process driver, Path log) {
    this.command = command;
    this.driver = driver;
    this.log = log;
    requests = driver.outputWriter(StandardCharsets.UTF_8);
    answers = driver.inputReader(StandardCharsets.UTF_8);
    slots = awaitReady();
    Thread reader = new Thread(this::read, "spark");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts Spark's driver, and waits until the cluster is there and sees the folder of the sweep.
   *
   * @param command of a run
   * @param installation where Spark is
   * @param master such as local[2], spark://host:7077, k8s://https://host:6443 or yarn
   * @param cores that a run takes
   * @param settings of Spark, as key=value
   * @return to be closed
   * @throws InputException when there is no such cluster, or it does not see the folder
   */
  public static SparkExecutor start(
      WorkerCommand command,
      SparkInstallation installation,
      String master,
      int cores,
      List<String> settings) {
    Path folder = command.folder().path();
    Path log = folder.resolve("spark.log");
    ProcessBuilder builder =
        new ProcessBuilder(installation.command(master, folder, cores, settings))
            .redirectError(log.toFile());
    try {
      return new SparkExecutor(command, builder.start(), log);
    } catch (IOException failure) {
      throw new InputException(
          "Spark's driver cannot be started: " + FileFaults.reason(failure), failure);
    }
  }

  private int awaitReady() {
    try {
      String line = answers.readLine();
      String[] words = line == null ? new String[0] : line.split(" ", -1);
      if (words.length == READY_WORDS && words[0].equals("READY")) {
        return Integer.parseInt(words[1]);
      }
      driver.destroyForcibly();
      throw new InputException(
          "Spark refuses: "
              + (words.length == READY_WORDS ? decoded(words[1]) : "its driver ended")
              + "\nIts log is "
              + log);
    } catch (IOException failure) {
      throw new InputException("Spark's driver ended; its log is " + log, failure);
    }
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public Outcome execute(RunRequest request) throws InterruptedException {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    String words = String.join("\0", command.of(request));
    String own = send(outcome, words);
    try {
      return outcome.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof InputException ended
          ? ended
          : new IllegalStateException(failure);
    } finally {
      waiting.remove(own);
    }
  }

  private synchronized String send(CompletableFuture<Outcome> outcome, String words) {
    String own = Integer.toString(number++);
    waiting.put(own, outcome);
    String encoded = Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
    try {
      requests.write("RUN " + own + " " + encoded + "\n");
      requests.flush();
    } catch (IOException gone) {
      throw ended();
    }
    if (!driver.isAlive()) {
      throw ended();
    }
    return own;
  }

  private InputException ended() {
    return new InputException(
        "Spark's driver ended; its log is " + log + ". The same command goes on with the sweep.");
  }

  private void read() {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        String[] words = line.split(" ", -1);
        CompletableFuture<Outcome> outcome = waiting.get(words[1]);
        if (outcome != null) {
          outcome.complete(
              new Outcome(Integer.parseInt(words[2]), decoded(words[3]), decoded(words[4])));
        }
      }
    } catch (IOException gone) {
      // As its end.
    }
    waiting.values().forEach(each -> each.completeExceptionally(ended()));
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  /** Ends the driver, and with it what the cluster still does for it. */
  @Override
  public void close() {
    try {
      requests.close();
      if (!driver.waitFor(10, TimeUnit.SECONDS)) {
        driver.destroyForcibly();
      }
    } catch (IOException gone) {
      driver.destroyForcibly();
    } catch (InterruptedException impatient) {
      driver.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

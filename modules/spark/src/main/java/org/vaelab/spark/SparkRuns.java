package org.vaelab.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Spark's driver, a process that the program starts and talks to by lines: it says {@code READY
 * slots} or {@code REFUSED why}, takes {@code RUN number words}, and answers each with {@code DONE
 * number exitCode host message}. Texts are in Base64. It ends when its standard input does.
 */
public final class SparkRuns {
  private static final int ARGUMENTS = 3;
  private static final int SETTLE_MILLISECONDS = 1500;
  private static final int WAIT_MILLISECONDS = 60_000;
  private static final int POLL_MILLISECONDS = 100;

  /** Lost executors are no fault of a task's; a process that fails is not retried by Spark. */
  private static final int FAILURES = 8;

  private final JavaSparkContext context;
  private final PrintStream answers;

  private SparkRuns(JavaSparkContext context, PrintStream answers) {
    this.context = context;
    this.answers = answers;
  }

  /**
   * Runs until the standard input ends.
   *
   * @param arguments the master, the folder of the sweep, the cores that a run takes, and settings
   *     of Spark as key=value
   */
  public static void main(String[] arguments) {
    PrintStream answers = System.out;
    // What Spark says is no answer.
    System.setOut(System.err);
    try (JavaSparkContext context = new JavaSparkContext(conf(arguments))) {
      SparkRuns runs = new SparkRuns(context, answers);
      if (runs.isReady(Path.of(arguments[1]), Integer.parseInt(arguments[2]))) {
        runs.serve();
      }
    } catch (RuntimeException failure) {
      answers.println("REFUSED " + encoded(arguments[0] + ": " + failure.getMessage()));
    }
    answers.flush();
    System.exit(0);
  }

  private static SparkConf conf(String[] arguments) {
    String jar = SparkRuns.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    SparkConf conf =
        new SparkConf()
            .setMaster(arguments[0])
            .setAppName("vaelab sweep " + Path.of(arguments[1]).getFileName())
            .setJars(new String[] {jar})
            .set("spark.ui.enabled", "false")
            .set("spark.scheduler.mode", "FAIR")
            .set("spark.task.cpus", arguments[2])
            .set("spark.task.maxFailures", Integer.toString(FAILURES))
            .set("spark.task.reaper.enabled", "true");
    for (String setting : Arrays.asList(arguments).subList(ARGUMENTS, arguments.length)) {
      conf.set(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    return conf;
  }

  /** Waits for machines, and asks them whether they see the folder of the sweep. */
  private boolean isReady(Path folder, int cpus) {
    awaitExecutors();
    int slots = Math.max(1, context.defaultParallelism() / cpus);
    Path probe = folder.resolve("shared-" + ProcessHandle.current().pid());
    try {
      Files.writeString(probe, "");
      List<Integer> numbers = IntStream.range(0, 2 * slots).boxed().toList();
      List<String> blind =
          context.parallelize(numbers, 2 * slots).map(new ProbeTask(probe.toString())).collect();
      List<String> hosts = blind.stream().filter(host -> !host.isEmpty()).distinct().toList();
      if (hosts.isEmpty()) {
        answers.println("READY " + slots);
        answers.flush();
        return true;
      }
      answers.println(
          "REFUSED "
              + encoded(
                  "the folder "
                      + folder
                      + " is not shared: "
                      + String.join(", ", hosts)
                      + " does not see what is written into it here; give --out a folder that all"
                      + " machines of the cluster have at the same path."));
      return false;
    } catch (IOException failure) {
      answers.println("REFUSED " + encoded(probe + " cannot be written: " + failure.getMessage()));
      return false;
    } finally {
      delete(probe);
    }
  }

  private static void delete(Path probe) {
    try {
      Files.deleteIfExists(probe);
    } catch (IOException left) {
      // It is empty, and of no further use.
    }
  }

  private void awaitExecutors() {
    if (context.master().startsWith("local")) {
      return;
    }
    long end = System.currentTimeMillis() + WAIT_MILLISECONDS;
    // The first entry is the driver itself.
    while (context.sc().statusTracker().getExecutorInfos().length < 2) {
      if (System.currentTimeMillis() > end) {
        throw new IllegalStateException(
            "no executor came within a minute; see whether the cluster has workers, and cores and"
                + " memory free (--spark-conf spark.executor.memory=512m).");
      }
      if (context.sc().isStopped()) {
        throw new IllegalStateException(
            "the master ended the application; the logs of its workers say why.");
      }
      sleep(POLL_MILLISECONDS);
    }
    sleep(SETTLE_MILLISECONDS);
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", ending);
    }
  }

  private void serve() {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        String[] words = line.split(" ", -1);
        threads.execute(() -> run(words[1], decoded(words[2])));
      }
    } catch (IOException ended) {
      // The program is gone.
    }
    context.sc().cancelAllJobs();
    threads.shutdownNow();
  }

  /** A job of one task for each run: it is done, and known to be done, without the others. */
  private void run(String number, String words) {
    // Of a kind that can be sent to another machine.
    List<String> command = new ArrayList<>(Arrays.asList(words.split("\0", -1)));
    TaskResult result;
    try {
      context.setJobGroup("run " + number, "a run of a sweep", true);
      result = context.parallelize(List.of(command), 1).map(new RunTask()).collect().get(0);
    } catch (RuntimeException failure) {
      result = new TaskResult(255, "Spark", String.valueOf(failure.getMessage()));
    }
    String answer =
        "DONE "
            + number
            + " "
            + result.exitCode()
            + " "
            + encoded(result.host())
            + " "
            + encoded(result.message());
    synchronized (answers) {
      answers.println(answer);
      answers.flush();
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }
}

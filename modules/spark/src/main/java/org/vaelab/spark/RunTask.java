package org.vaelab.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;

/**
 * Trains a run in a process beside the executor, so that neither can take the other with it. The
 * process ends with its standard input: with this task, and with the executor however that ends.
 */
final class RunTask implements Function<List<String>, TaskResult> {
  private static final long serialVersionUID = 1L;

  private static final int NOT_STARTED = 255;

  /** The words of a process; the first is the Java of the machine that the sweep was started on. */
  @Override
  public TaskResult call(List<String> words) throws InterruptedException {
    String host = host();
    List<String> command = new ArrayList<>(words);
    if (!new File(command.get(0)).canExecute()) {
      command.set(0, System.getProperty("java.home") + "/bin/java");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    gpus(builder.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException failure) {
      return new TaskResult(NOT_STARTED, host, "no process could be started: " + failure);
    }
    try {
      AtomicReference<String> last = new AtomicReference<>("");
      Thread reader = new Thread(() -> read(process, last), "output");
      reader.setDaemon(true);
      reader.start();
      int exitCode = process.waitFor();
      reader.join();
      return new TaskResult(exitCode, host, Objects.requireNonNullElse(last.get(), ""));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Those that Spark gave this task, where it was asked for some. */
  private static void gpus(Map<String, String> environment) {
    TaskContext context = TaskContext.get();
    ResourceInformation gpus = context == null ? null : context.resourcesJMap().get("gpu");
    if (gpus != null) {
      environment.put("CUDA_VISIBLE_DEVICES", String.join(",", gpus.addresses()));
    }
  }

  private static void read(Process process, AtomicReference<String> last) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (!line.isBlank()) {
          last.set(line.strip());
        }
      }
    } catch (IOException killed) {
      // What it said last is what there is.
    }
  }

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException nameless) {
      return "a machine without a name";
    }
  }
}

package org.vaelab.experiments.sweep.execution;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.vaelab.files.FileFaults;

/** Processes of this machine, one for each run; a GPU each where there are some. */
public final class LocalExecutor implements RunExecutor {
  private final WorkerCommand command;
  private final int processes;

  /** What a process may use of the machine: its CUDA_VISIBLE_DEVICES, or empty. */
  private final BlockingQueue<String> places = new LinkedBlockingQueue<>();

  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /**
   * Starts nothing yet.
   *
   * @param command of a process
   * @param processes at most so many at a time
   * @param gpus the numbers of CUDA devices that are given out in turn; empty for none
   */
  public LocalExecutor(WorkerCommand command, int processes, List<String> gpus) {
    this.command = command;
    this.processes = processes;
    for (int i = 0; i < processes; i++) {
      places.add(gpus.isEmpty() ? "" : gpus.get(i % gpus.size()));
    }
  }

  @Override
  public int slots() {
    return processes;
  }

  @Override
  public Outcome execute(RunRequest request) throws InterruptedException {
    String place = places.take();
    try {
      return execute(command.of(request), place);
    } finally {
      places.add(place);
    }
  }

  private Outcome execute(List<String> words, String gpu) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words)).redirectErrorStream(true);
    if (!gpu.isEmpty()) {
      builder.environment().put("CUDA_VISIBLE_DEVICES", gpu);
    }
    Process process;
    try {
      process = builder.start();
    } catch (IOException failure) {
      return new Outcome(
          Outcome.LOST, Hosts.own(), "no process could be started: " + reason(failure));
    }
    running.add(process);
    try {
      String last = lastLine(process);
      return new Outcome(process.waitFor(), Hosts.own(), last);
    } finally {
      // Its standard input ends with this process too, whatever ends it; a worker ends with that.
      process.destroyForcibly();
      running.remove(process);
    }
  }

  private static String reason(IOException failure) {
    return FileFaults.reason(failure);
  }

  /** Reads all that a process says, so that it never waits for a reader. */
  private static String lastLine(Process process) {
    String last = "";
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        last = line.isBlank() ? last : line.strip();
      }
    } catch (IOException ended) {
      // It was killed; what it said last is what there is.
    }
    return last;
  }

  @Override
  public void close() {
    running.forEach(Process::destroyForcibly);
  }
}

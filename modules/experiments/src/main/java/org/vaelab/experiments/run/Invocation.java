package org.vaelab.experiments.run;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DeviceMemory;
import org.vaelab.data.ImageData;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.DataSources.Folder;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.engine.cuda.Cuda;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.training.Seeds;
import org.vaelab.training.Session;

/**
 * What the command line says about how a run is done, whether it begins or goes on.
 *
 * @param threads that an operation may use; null for the engine's own choice, or for as many as a
 *     run was begun with
 * @param sources where the user keeps data
 * @param deviceMemory how much of the device images may take; null for the default
 * @param command as typed, for the record
 * @param extensions the words of specs, and the user's own code that brought some of them
 */
public record Invocation(
    @Nullable Integer threads,
    DataSources sources,
    @Nullable DeviceMemory deviceMemory,
    String command,
    Extensions extensions) {
  /** The folders, whole: a run may go on from another folder. */
  List<String> dataFolders() {
    List<String> folders = new ArrayList<>();
    for (Folder folder : sources.folders()) {
      String path = folder.path().toAbsolutePath().normalize().toString();
      if (!folders.contains(path)) {
        folders.add(path);
      }
    }
    return folders;
  }

  /** In bytes; null for the default. */
  @Nullable Long deviceMemoryBytes() {
    return deviceMemory == null ? null : Long.valueOf(deviceMemory.bytes());
  }

  /** Starts the engine, loads the data to its device, and frees both when {@code use} is done. */
  <T> T inSession(ExperimentSpec spec, Function<Session, T> use) {
    DeviceChoice choice = DeviceChoice.parse(spec.device());
    ComputeEngine engine = ComputeEngine.start(choice);
    if (threads != null) {
      engine.useThreads(threads);
    }
    Device device = engine.device(choice);
    try (NDManager manager = engine.newManager(device)) {
      ImageData data = spec.data().load(manager, sources, memory(engine, device));
      return use.apply(
          new Session(engine, manager, new Seeds(spec.seed()), data, spec.data().transform()));
    }
  }

  /**
   * On a GPU half of what it has: the rest is for the network and for what a step leaves between.
   */
  private DeviceMemory memory(ComputeEngine engine, Device device) {
    if (deviceMemory != null) {
      return deviceMemory;
    }
    return device.isGpu() && engine.cuda() instanceof Cuda.Usable usable
        ? new DeviceMemory(usable.driver().devices().get(device.getDeviceId()).bytes() / 2)
        : DeviceMemory.ALL;
  }
}

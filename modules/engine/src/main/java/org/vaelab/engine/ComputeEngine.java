package org.vaelab.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.cuda.CudaUtils;
import java.util.stream.IntStream;

/**
 * DJL's PyTorch engine, started: its threads, devices and random generator.
 *
 * <p>Everything here is process-wide, because the native library is.
 */
public final class ComputeEngine {
  private static final long KEPT_BYTES = 31L << 20;

  private final Engine engine;

  private ComputeEngine(Engine engine) {
    this.engine = engine;
  }

  /**
   * Loads the native library, once a process; the first time on a machine it is unpacked from its
   * jar to DJL's cache folder.
   *
   * @return the engine
   * @throws InputException when the library cannot be unpacked or loaded
   */
  public static ComputeEngine start() {
    // DJL would otherwise ask a cloud's metadata address who it runs for.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.default_engine", "PyTorch");
    try {
      return new ComputeEngine(Engine.getInstance());
    } catch (EngineException | IllegalStateException | AssertionError failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw new InputException(
          "The PyTorch library could not be loaded: "
              + cause.getMessage()
              + "\nIt is unpacked to DJL's cache folder, which needs 500 MB and must be writable;"
              + " set DJL_CACHE_DIR to use another folder.",
          failure);
    }
  }

  /**
   * Sets how many threads an operation may use; the same number gives the same bits.
   *
   * @param threads at least 1
   */
  public void useThreads(int threads) {
    new Settings().atLeast("threads", threads, 1).check();
    JniUtils.setNumThreads(threads);
  }

  /**
   * How many threads an operation may use.
   *
   * @return at least 1
   */
  public int threads() {
    return JniUtils.getNumThreads();
  }

  /**
   * Restarts the engine's random stream.
   *
   * @param seed where it starts
   */
  public void seed(long seed) {
    JniUtils.setSeed(seed);
  }

  /**
   * The device that {@code choice} stands for on this machine.
   *
   * @param choice what the user asked for
   * @return a usable device
   * @throws InputException when CUDA is asked for and cannot be used, saying why
   */
  public Device device(DeviceChoice choice) {
    int count = engine.getGpuCount();
    return switch (choice.kind()) {
      case CPU -> Device.cpu();
      case AUTO -> count > 0 ? Device.gpu(0) : Device.cpu();
      case CUDA -> {
        if (choice.index() >= count) {
          throw new InputException(
              "device cuda:" + choice.index() + " cannot be used: " + cudaState() + ".");
        }
        yield Device.gpu(choice.index());
      }
    };
  }

  /**
   * What this engine can do with CUDA, in words.
   *
   * @return for example "this PyTorch library is built for the CPU"
   */
  public String cudaState() {
    if (!engine.hasCapability("CUDA")) {
      return "the PyTorch library in use is built for the CPU; set PYTORCH_LIBRARY_PATH to the"
          + " folder of a CUDA build of libtorch "
          + version()
          + " and PYTORCH_FLAVOR to its flavor, such as cu128";
    }
    int count = engine.getGpuCount();
    return count == 0
        ? "the PyTorch library in use is built for CUDA, but no CUDA driver or device was found"
        : count + (count == 1 ? " CUDA device, CUDA " : " CUDA devices, CUDA ") + cudaVersion();
  }

  /**
   * The CUDA devices of this machine.
   *
   * @return possibly none
   */
  public Device[] cudaDevices() {
    return IntStream.range(0, engine.getGpuCount()).mapToObj(Device::gpu).toArray(Device[]::new);
  }

  /**
   * Opens a manager whose arrays live on {@code device}; the caller closes it.
   *
   * @param device where its arrays live
   * @return a new root manager
   */
  public NDManager newManager(Device device) {
    NDManager manager = engine.newBaseManager(device);
    if (!device.isGpu()) {
      keepFreedMemory(manager);
    }
    return manager;
  }

  /**
   * Makes glibc keep what a step frees, instead of giving it back to the system and asking for it
   * again in the next step, page by page. It does so for blocks up to the largest it has seen
   * freed, if that is below 32 MiB; this one is not even touched.
   */
  private static void keepFreedMemory(NDManager manager) {
    manager.create(new Shape(KEPT_BYTES), DataType.INT8).close();
  }

  /**
   * PyTorch's version.
   *
   * @return for example 2.7.1
   */
  public String version() {
    return engine.getVersion();
  }

  /**
   * DJL's version.
   *
   * @return for example 0.35.1
   */
  public String djlVersion() {
    return Engine.getDjlVersion();
  }

  /**
   * The folder the native library was loaded from.
   *
   * @return an absolute path
   */
  public String libraryPath() {
    return LibUtils.getLibtorchPath();
  }

  private static String cudaVersion() {
    return CudaUtils.getCudaVersionString();
  }
}

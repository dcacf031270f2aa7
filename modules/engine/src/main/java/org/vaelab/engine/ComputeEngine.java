package org.vaelab.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.cuda.Cuda;
import org.vaelab.engine.cuda.CudaDriver;
import org.vaelab.engine.cuda.LibrarySearch;
import org.vaelab.engine.onednn.OneDnn;
import org.vaelab.engine.openmp.OpenMp;
import org.vaelab.engine.openmp.SharedCores;
import org.vaelab.input.InputException;

/**
 * DJL's PyTorch engine, started: its threads, devices and random generator.
 *
 * <p>Everything here is process-wide, because the native library is.
 */
public final class ComputeEngine {
  private static final long KEPT_BYTES = 31L << 20;
  private static final CudaDriver NOT_ASKED = new CudaDriver.Absent("the driver was not asked");

  private static @Nullable ComputeEngine started;

  /** As many as a large machine has; every system lets a process have them. */
  private static final int MANY_THREADS = 256;

  private final Engine engine;
  private final Cuda cuda;
  private final OpenMp openMp;
  private OneDnn oneDnn = OneDnn.USED;

  private ComputeEngine(Engine engine, Cuda cuda) {
    this.engine = engine;
    this.cuda = cuda;
    this.openMp = OpenMp.loaded(Path.of(libraryPath()));
    int present = Math.min(openMp.mostThreads(), Runtime.getRuntime().availableProcessors());
    if (threads() > present) {
      JniUtils.setNumThreads(present);
    }
  }

  /**
   * Loads the native library for the CPU, once a process; the first time on a machine it is
   * unpacked from its jar to DJL's cache folder.
   *
   * @return the engine
   * @throws InputException when the library cannot be unpacked or loaded
   */
  public static ComputeEngine start() {
    return start(new DeviceChoice(DeviceChoice.Kind.CPU, 0));
  }

  /**
   * Loads the native library that {@code choice} needs, once a process: the first choice decides,
   * because a process can hold one library alone.
   *
   * @param choice what the user asked for; with {@code auto} CUDA where it can be used, else the
   *     CPU
   * @return the engine
   * @throws InputException when the library cannot be unpacked or loaded, or CUDA is asked for and
   *     cannot be used, saying why
   */
  public static synchronized ComputeEngine start(DeviceChoice choice) {
    if (started == null) {
      JnaLibrary.require();
      LibrarySearch search = LibrarySearch.here();
      Cuda cuda =
          choice.kind() == DeviceChoice.Kind.CPU
              ? new Cuda.Unusable("PyTorch was started for the CPU", NOT_ASKED)
              : Cuda.look(CudaDriver.ask(), search);
      if (choice.kind() == DeviceChoice.Kind.CUDA) {
        CudaDevices.require(cuda, choice.index());
      }
      OpenMp.keepThreads();
      started = new ComputeEngine(NativeLibrary.load(cuda, search), cuda);
      started.prepareConvolutions();
      if (cuda instanceof Cuda.Usable && CudaArithmetic.isOffered()) {
        CudaArithmetic arithmetic = CudaArithmetic.of(Path.of(started.libraryPath()));
        arithmetic.allowTf32(false);
        arithmetic.deterministic(true);
      }
    }
    return started;
  }

  /** After the start, because the check computes. */
  private void prepareConvolutions() {
    Path library = Path.of(libraryPath()).resolve(System.mapLibraryName("torch_cpu"));
    try (NDManager manager = engine.newBaseManager(Device.cpu())) {
      oneDnn = OneDnn.prepare(library, () -> ConvolutionCheck.passes(manager));
    }
  }

  /**
   * The largest number of threads that may be asked for. More than the processors are allowed, for
   * a run that was begun on a larger machine; a process that asks the system for thousands is ended
   * by OpenMP without a word of ours.
   *
   * @return at least {@value #MANY_THREADS}
   */
  public static int mostThreads() {
    return Math.max(MANY_THREADS, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Refuses a number of threads that is none.
   *
   * @param name what the user calls it, such as --threads
   * @param threads 1 to {@link #mostThreads()}
   * @throws InputException when it is another
   */
  public static void checkThreads(String name, int threads) {
    if (threads < 1 || threads > mostThreads()) {
      throw new InputException(name + " must be 1 to " + mostThreads() + ", was " + threads);
    }
  }

  /**
   * Sets how many threads an operation may use; the same number gives the same bits.
   *
   * @param threads 1 to {@link #mostThreads()}
   * @throws InputException when it is another, or OpenMP would give fewer, with which numbers would
   *     be wrong
   */
  public void useThreads(int threads) {
    checkThreads("threads", threads);
    int most = openMp.mostThreads();
    if (threads > most) {
      throw new InputException(
          threads
              + " threads were asked for, but OpenMP gives this process "
              + most
              + " at most; raise OMP_THREAD_LIMIT and OMP_MAX_ACTIVE_LEVELS, or unset them, or ask"
              + " for fewer threads.");
    }
    JniUtils.setNumThreads(threads);
  }

  /**
   * Has OpenMP's threads sleep instead of spin while other programs need the cores, until the
   * result is closed.
   *
   * @return to be closed
   */
  public SharedCores shareCores() {
    return SharedCores.watch(openMp, threads(), System.getenv());
  }

  /**
   * How many threads an operation may use.
   *
   * @return at least 1; unless it was set, PyTorch's choice, and not more than there are processors
   */
  public int threads() {
    return JniUtils.getNumThreads();
  }

  /**
   * What computes convolutions on the CPU.
   *
   * @return as found out when the engine was started
   */
  public OneDnn oneDnn() {
    return oneDnn;
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
    return switch (choice.kind()) {
      case CPU -> Device.cpu();
      case AUTO ->
          CudaDevices.refuse(cuda, choice.index()).isEmpty() ? Device.gpu(0) : Device.cpu();
      case CUDA -> {
        CudaDevices.require(cuda, choice.index());
        yield Device.gpu(choice.index());
      }
    };
  }

  /**
   * Whether CUDA can be used by this process, and why not where it cannot.
   *
   * @return as found out when the engine was started
   */
  public Cuda cuda() {
    return cuda;
  }

  /**
   * Why one CUDA device cannot be used.
   *
   * @param index its place, as in {@code cuda:0}
   * @return a clause; empty where it can be used
   */
  public Optional<String> refusal(int index) {
    return CudaDevices.refuse(cuda, index);
  }

  /**
   * The same in words, for reports.
   *
   * @return the devices, or why there is none
   */
  public String cudaState() {
    return CudaDevices.refuse(cuda, 0)
        .map(reason -> "not used: " + reason)
        .orElseGet(
            () -> {
              Cuda.Usable usable = (Cuda.Usable) cuda;
              return usable.driver().devices()
                  + ", driver for CUDA "
                  + usable.driver().versionWords();
            });
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
}

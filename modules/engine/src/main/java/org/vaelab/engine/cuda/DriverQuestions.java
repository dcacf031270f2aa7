package org.vaelab.engine.cuda;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The questions put to the driver's own library, which comes with the driver and with nothing else.
 *
 * <p>NVIDIA, CUDA Driver API, sections 6.3 (initialization), 6.4 (version) and 6.5 (devices).
 */
final class DriverQuestions {
  private static final int SUCCESS = 0;
  private static final int NO_DEVICE = 100;
  private static final int STUB_LIBRARY = 34;
  private static final int CAPABILITY_MAJOR = 75;
  private static final int CAPABILITY_MINOR = 76;
  private static final int NAME_LENGTH = 256;

  private final Driver driver;

  private DriverQuestions(Driver driver) {
    this.driver = driver;
  }

  static CudaDriver ask() {
    String library = Platform.isWindows() ? "nvcuda" : "libcuda.so.1";
    Driver driver;
    try {
      driver = Native.load(library, Driver.class);
      LoadedLibraries.keep(driver);
    } catch (UnsatisfiedLinkError missing) {
      return new CudaDriver.Absent(
          "there is no NVIDIA driver here ("
              + library
              + " was not found); install one, or start a container with --gpus all");
    }
    try {
      return new DriverQuestions(driver).answers();
    } catch (UnsatisfiedLinkError incomplete) {
      return new CudaDriver.Absent(
          library + " is no complete NVIDIA driver: " + incomplete.getMessage());
    } catch (IllegalStateException refusal) {
      return new CudaDriver.Absent(
          "the NVIDIA driver gives no answer: " + refusal.getMessage() + "; see nvidia-smi");
    }
  }

  private CudaDriver answers() {
    int state = driver.cuInit(0);
    IntByReference number = new IntByReference();
    if (state == NO_DEVICE) {
      return new CudaDriver.Absent(
          "the NVIDIA driver shows no device; see nvidia-smi and CUDA_VISIBLE_DEVICES");
    }
    if (state == STUB_LIBRARY) {
      return new CudaDriver.Absent(
          "the libcuda found is the stub that programs are linked with, not the driver;"
              + " take its folder off LD_LIBRARY_PATH");
    }
    if (state != SUCCESS) {
      return new CudaDriver.Absent(
          "the NVIDIA driver does not start: " + words(state) + " (" + state + "); see nvidia-smi");
    }
    check(driver.cuDriverGetVersion(number));
    int version = number.getValue();
    check(driver.cuDeviceGetCount(number));
    int count = number.getValue();
    List<CudaDevice> devices = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      devices.add(device(index));
    }
    return new CudaDriver.Present(version, devices);
  }

  private CudaDevice device(int index) {
    IntByReference handle = new IntByReference();
    check(driver.cuDeviceGet(handle, index));
    byte[] name = new byte[NAME_LENGTH];
    check(driver.cuDeviceGetName(name, NAME_LENGTH, handle.getValue()));
    LongByReference bytes = new LongByReference();
    check(driver.cuDeviceTotalMem_v2(bytes, handle.getValue()));
    return new CudaDevice(
        index,
        Native.toString(name, StandardCharsets.UTF_8),
        attribute(CAPABILITY_MAJOR, handle.getValue()),
        attribute(CAPABILITY_MINOR, handle.getValue()),
        bytes.getValue());
  }

  private int attribute(int attribute, int device) {
    IntByReference value = new IntByReference();
    check(driver.cuDeviceGetAttribute(value, attribute, device));
    return value.getValue();
  }

  private void check(int state) {
    if (state != SUCCESS) {
      throw new IllegalStateException(words(state) + " (" + state + ")");
    }
  }

  private String words(int state) {
    PointerByReference words = new PointerByReference();
    return driver.cuGetErrorString(state, words) == SUCCESS && words.getValue() != null
        ? words.getValue().getString(0)
        : "unknown error";
  }

  /** The driver's functions, under their own names. */
  @SuppressWarnings("MethodName")
  interface Driver extends Library {
    int cuInit(int flags);

    int cuDriverGetVersion(IntByReference version);

    int cuDeviceGetCount(IntByReference count);

    int cuDeviceGet(IntByReference device, int index);

    int cuDeviceGetName(byte[] name, int length, int device);

    int cuDeviceTotalMem_v2(LongByReference bytes, int device);

    int cuDeviceGetAttribute(IntByReference value, int attribute, int device);

    int cuGetErrorString(int error, PointerByReference words);
  }
}

package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.LibUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.Main;

/**
 * The program in a process of its own, with a driver and libraries made for the test: whatever is
 * wrong with CUDA, one sentence says it and the exit code is 2. Needs a C compiler.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class CudaFailuresTest {
  @TempDir private static Path folder;
  @TempDir private Path work;

  private record Result(int exitCode, String output) {}

  @BeforeAll
  static void compile() throws IOException, InterruptedException {
    Path driver = Files.createDirectory(folder.resolve("driver"));
    cc("-o", driver + "/libcuda.so.1", "src/test/c/fake_driver.c");

    Path cuda = library("broken");
    Files.writeString(cuda.resolve("libtorch_cuda.so"), "not a library");

    Path needy = library("needy");
    Path empty = Files.writeString(folder.resolve("empty.c"), "int unused;\n");
    cc("-o", needy + "/libcudnn_fake.so.9", "-Wl,-soname,libcudnn_fake.so.9", empty.toString());
    cc(
        "-Wl,--no-as-needed",
        "-o",
        needy + "/libtorch_cuda.so",
        empty.toString(),
        needy + "/libcudnn_fake.so.9");
    Files.delete(needy.resolve("libcudnn_fake.so.9"));

    library("cpu");
  }

  @Test
  void noDriver() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Stream.of("/dev/nvidiactl").map(Path::of).noneMatch(Files::exists));
    Result result = train("cuda", Map.of("LD_LIBRARY_PATH", ""));

    assertRefused(
        result,
        "device cuda:0 cannot be used: there is no NVIDIA driver here (libcuda.so.1 was not found);"
            + " install one, or start a container with --gpus all.");
  }

  @Test
  void aDriverThatDoesNotStart() throws IOException, InterruptedException {
    assertRefused(
        train("cuda", Map.of("FAKE_CUDA_INIT", "803")),
        "device cuda:0 cannot be used: the NVIDIA driver does not start: said by the fake (803);"
            + " see nvidia-smi.");
    assertRefused(
        train("cuda", Map.of("FAKE_CUDA_INIT", "34")),
        "device cuda:0 cannot be used: the libcuda found is the stub that programs are linked with,"
            + " not the driver; take its folder off LD_LIBRARY_PATH.");
  }

  @Test
  void aDriverWithoutDevices() throws IOException, InterruptedException {
    String words =
        "device cuda:0 cannot be used: the NVIDIA driver shows no device; see nvidia-smi and"
            + " CUDA_VISIBLE_DEVICES.";
    assertRefused(train("cuda", Map.of("FAKE_CUDA_INIT", "100")), words);
    assertRefused(train("cuda", Map.of("FAKE_CUDA_DEVICES", "0")), words);
  }

  @Test
  void aDriverThatIsTooOld() throws IOException, InterruptedException {
    assertRefused(
        train("cuda", Map.of("FAKE_CUDA_VERSION", "11040")),
        "device cuda:0 cannot be used: the NVIDIA driver is for CUDA 11.4, but the library needs one"
            + " for CUDA 12.0 or newer (version 525 or newer); update the driver.");
  }

  @Test
  void noLibrary() throws IOException, InterruptedException {
    Result result = train("cuda:0", Map.of("DJL_CACHE_DIR", work.toString()));

    assertRefused(
        result,
        "device cuda:0 cannot be used: no PyTorch library for CUDA was found: PYTORCH_LIBRARY_PATH"
            + " is not set, and there is no cu128 build in "
            + work.resolve("pytorch")
            + "; ./vaelab devices --install cuda fetches one.");
  }

  @Test
  void aLibraryForTheCpu() throws IOException, InterruptedException {
    Path library = folder.resolve("cpu/lib");
    assertRefused(
        train("cuda", Map.of("PYTORCH_LIBRARY_PATH", library.toString())),
        "device cuda:0 cannot be used: the PyTorch library in "
            + library
            + " (PYTORCH_LIBRARY_PATH) is built for the CPU: it has no libtorch_cuda.so.");
  }

  @Test
  void aLibraryOfAnotherVersion() throws IOException, InterruptedException {
    Path library = folder.resolve("broken/lib");
    Files.writeString(folder.resolve("broken/build-version"), "2.9.1+cu130");
    Result result = train("cuda", Map.of("PYTORCH_LIBRARY_PATH", library.toString()));
    Files.delete(folder.resolve("broken/build-version"));

    assertRefused(
        result,
        "device cuda:0 cannot be used: the PyTorch library in "
            + library
            + " (PYTORCH_LIBRARY_PATH) is version 2.9.1 for cu130, but this DJL needs 2.7.1 for"
            + " cu128; ./vaelab devices --install cuda fetches that.");
  }

  @Test
  void aLibraryThatIsDamagedOrLacksOneItNeeds() throws IOException, InterruptedException {
    String broken = folder.resolve("broken/lib").toString();
    assertThat(train("cuda", Map.of("PYTORCH_LIBRARY_PATH", broken)).output())
        .contains("(PYTORCH_LIBRARY_PATH) cannot be loaded: ")
        .contains("libtorch_cuda.so: file too short");

    String needy = folder.resolve("needy/lib").toString();
    assertThat(train("cuda", Map.of("PYTORCH_LIBRARY_PATH", needy)).output())
        .contains("(PYTORCH_LIBRARY_PATH) cannot be loaded: libcudnn_fake.so.9: cannot open");
  }

  @Test
  void aCardThatIsTooOldOrNotThere() throws IOException, InterruptedException {
    Path library = library("whole");
    cc("-o", library + "/libtorch_cuda.so", folder.resolve("empty.c").toString());
    String name = library.toString();

    assertRefused(
        train("cuda", Map.of("PYTORCH_LIBRARY_PATH", name, "FAKE_CUDA_CAPABILITY", "70")),
        "device cuda:0 cannot be used: it is too old (cuda:0 Fake GPU 0, compute capability 7.0,"
            + " 16.0 GiB): the library has code for compute capability 7.5 and newer.");
    assertRefused(
        train("cuda:1", Map.of("PYTORCH_LIBRARY_PATH", name)),
        "device cuda:1 cannot be used: the NVIDIA driver shows 1 device: cuda:0 Fake GPU 0, compute"
            + " capability 9.0, 16.0 GiB.");
  }

  @Test
  void aNamedFolderWithoutALibraryIsNotPassedOverOnTheCpuEither()
      throws IOException, InterruptedException {
    assertRefused(
        train("cpu", Map.of("PYTORCH_LIBRARY_PATH", work.toString())),
        "PYTORCH_LIBRARY_PATH is "
            + work
            + ", which holds no libtorch.so; name the folder that does, or unset it.");
  }

  @Test
  void anEmptyNameIsRefused() throws IOException, InterruptedException {
    assertRefused(
        train("auto", Map.of("PYTORCH_LIBRARY_PATH", "")),
        "PYTORCH_LIBRARY_PATH is empty; name a folder with libtorch, or unset it.");
  }

  @Test
  void aLibraryOfAnotherVersionIsNotUsedOnTheCpuEither() throws IOException, InterruptedException {
    Path library = library("newer");
    Files.writeString(folder.resolve("newer/build-version"), "2.8.0+cpu");

    assertRefused(
        train("auto", Map.of("PYTORCH_LIBRARY_PATH", library.toString())),
        "The PyTorch library in "
            + library
            + " (PYTORCH_LIBRARY_PATH) is version 2.8.0, but this DJL needs 2.7.1.");
  }

  /** One of its files needs the driver's own library, as in the published build. */
  @Test
  void aLibraryForCudaWorksOnTheCpuWithoutADriver() throws IOException, InterruptedException {
    Path cuda = Files.createDirectory(work.resolve("2.7.1-cu128-linux-x86_64"));
    try (Stream<Path> files = Files.list(Path.of(cpuLibrary()))) {
      for (Path file : files.toList()) {
        Files.createSymbolicLink(cuda.resolve(file.getFileName()), file);
      }
    }
    Path empty = folder.resolve("empty.c");
    cc("-o", cuda + "/libtorch_cuda.so", empty.toString());
    cc(
        "-Wl,--no-as-needed",
        "-o",
        cuda + "/libcaffe2_nvrtc.so",
        empty.toString(),
        folder.resolve("driver/libcuda.so.1").toString());
    Map<String, String> environment =
        Map.of("LD_LIBRARY_PATH", "", "PYTORCH_LIBRARY_PATH", cuda.toString());

    Result result = train("auto", environment);

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(program(environment, "devices").output()).contains("library " + cuda);
  }

  @Test
  void autoGoesOnOnTheCpuAndSaysSo() throws IOException, InterruptedException {
    Result result = train("auto", Map.of("FAKE_CUDA_VERSION", "11040"));

    assertThat(result.exitCode()).as(result.output()).isZero();
    String words = "the NVIDIA driver is for CUDA 11.4, but the library needs one for CUDA 12.0";
    assertThat(result.output()).contains("on the CPU, because CUDA cannot be used: " + words);
    assertThat(work.resolve("run/environment.json"))
        .content()
        .contains("\"deviceAsked\" : \"auto\"", "\"device\" : \"cpu\"")
        .contains("\"cuda\" : \"not used: " + words);
  }

  @Test
  void devicesShowsTheDeviceAndWhyItStandsIdle() throws IOException, InterruptedException {
    Result result = program(Map.of("PYTORCH_LIBRARY_PATH", cpuLibrary()), "devices");

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("driver  for CUDA 12.8")
        .contains("cuda:0 Fake GPU 0, compute capability 9.0, 16.0 GiB, cannot be used")
        .contains("cuda    cannot be used: the PyTorch library in " + cpuLibrary())
        .contains("library " + cpuLibrary());
  }

  /** The one this build runs on, named by the user: it works like any other. */
  private static String cpuLibrary() {
    ComputeEngine.start();
    return LibUtils.getLibtorchPath();
  }

  private static void assertRefused(Result result, String words) {
    assertThat(result.output().strip()).isEqualTo(words);
    assertThat(result.exitCode()).isEqualTo(2);
  }

  private Result train(String device, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path spec =
        Files.writeString(
            work.resolve("spec.json"),
            """
            { "name": "cuda", "data": { "dataset": "digits", "limit": 200, "testLimit": 100 },
              "model": { "latent": 2, "encoder": { "hidden": [16] }, "decoder": { "hidden": [16] } },
              "training": { "epochs": 1 }, "figures": [] }
            """);
    return program(
        environment,
        List.of(
            "run", spec.toString(), "--device", device, "--out", work.resolve("run").toString()));
  }

  private static Result program(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return program(environment, List.of(arguments));
  }

  private static Result program(Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-DOPT_OUT_TRACKING=true", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PYTORCH_"));
    builder.environment().put("LD_LIBRARY_PATH", folder.resolve("driver").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Result(process.exitValue(), output);
  }

  private static Path library(String name) throws IOException {
    Path library = Files.createDirectories(folder.resolve(name).resolve("lib"));
    Files.writeString(library.resolve("libtorch.so"), "not a library");
    return library;
  }

  private static void cc(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("cc", "-shared", "-fPIC"));
    command.addAll(List.of(arguments));
    Process compiler;
    try {
      compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException none) {
      Assumptions.abort("no C compiler here: " + none.getMessage());
      return;
    }
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(compiler.waitFor()).as(said).isZero();
  }
}

package org.vaelab.experiments.run;

import ai.djl.Device;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.ImageData;
import org.vaelab.data.PixelScale;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.extension.ExtensionFile;
import org.vaelab.models.parameter.Products;
import org.vaelab.spec.ExperimentSpec;

/**
 * What a run depended on besides its spec: environment.json.
 *
 * @param started when, in UTC
 * @param command as typed
 * @param vaelab version of the program
 * @param gitRevision of the sources that the program was built from, with "-dirty" where they were
 *     changed, or "unknown" and why
 * @param java version and vendor
 * @param operatingSystem name, version and processor
 * @param djl version
 * @param pytorch version
 * @param deviceAsked by the spec or the command line
 * @param device that was used
 * @param cuda the CUDA devices, or why none was used
 * @param convolutions what computed them on the CPU
 * @param products what computed those of fully connected layers on the CPU
 * @param threads that an operation could use
 * @param dataFolders that were looked through for it, whole; none where no file was needed
 * @param deviceMemory how many bytes of the device images might take; null for the default
 * @param dataOrigin where the data came from
 * @param pixelScale how pixels in [0, 1] became what the model sees
 * @param data which bytes they were
 * @param extensions the user's own code that was loaded
 */
record Environment(
    String started,
    String command,
    String vaelab,
    String gitRevision,
    String java,
    String operatingSystem,
    String djl,
    String pytorch,
    String deviceAsked,
    String device,
    String cuda,
    String convolutions,
    String products,
    int threads,
    List<String> dataFolders,
    @Nullable Long deviceMemory,
    String dataOrigin,
    PixelScale pixelScale,
    List<Fingerprint> data,
    List<ExtensionFile> extensions) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static Environment of(
      ComputeEngine engine, ExperimentSpec spec, ImageData data, Invocation invocation) {
    return of(engine, spec, data.origin(), data.scale(), data.fingerprints(), invocation);
  }

  /** Of a model that another program trained, on data that nobody here has read. */
  static Environment imported(
      ComputeEngine engine,
      ExperimentSpec spec,
      String origin,
      PixelScale scale,
      Invocation invocation) {
    return of(engine, spec, origin, scale, List.of(), invocation);
  }

  private static Environment of(
      ComputeEngine engine,
      ExperimentSpec spec,
      String origin,
      PixelScale scale,
      List<Fingerprint> fingerprints,
      Invocation invocation) {
    boolean inFiles = !spec.data().dataset().isAtHand(new DataSources(List.of()));
    return new Environment(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        invocation.command(),
        version(),
        revision(),
        System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        engine.djlVersion(),
        engine.version(),
        spec.device(),
        name(engine.device(DeviceChoice.parse(spec.device()))),
        engine.cudaState(),
        engine.oneDnn().toString(),
        Products.onCpu().toString(),
        engine.threads(),
        inFiles ? invocation.dataFolders() : List.of(),
        invocation.deviceMemoryBytes(),
        origin,
        scale,
        fingerprints,
        invocation.extensions().files());
  }

  /** What a device is called where people read it. */
  static String name(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  String json() {
    try {
      return MAPPER.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a record of strings is JSON", impossible);
    }
  }

  /** Of the program. */
  static String version() {
    String version = Environment.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "not from its jar");
  }

  /** As the build wrote it: asking git here would run what a folder's repository says. */
  static String revision() {
    try (InputStream written = Environment.class.getResourceAsStream("revision.txt")) {
      return written == null
          ? "unknown: not built by Maven"
          : new String(written.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      return "unknown: it cannot be read from the program";
    }
  }
}

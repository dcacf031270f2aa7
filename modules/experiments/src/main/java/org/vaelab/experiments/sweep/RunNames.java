package org.vaelab.experiments.sweep;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DataSpec;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.data.source.Split;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.SpecDifferences;
import org.vaelab.files.Sha256;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecJson;

/**
 * Names runs by what decides their bytes: the filled-in spec but for its name, its figures and the
 * like, the bytes of the data, the threads, and the user's own code. Whatever computes the same has
 * the same name and is trained once.
 */
public final class RunNames {
  /** 64 bits: two of a million runs have the same name once in 37 million sweeps. */
  private static final int DIGITS = 16;

  private final DataSources sources;
  private final Extensions extensions;
  private final int threads;
  private final Map<DataSpec, List<Fingerprint>> read = new LinkedHashMap<>();

  /**
   * Names for runs.
   *
   * @param sources where the user keeps data
   * @param extensions the user's own code
   * @param threads that an operation may use
   */
  public RunNames(DataSources sources, Extensions extensions, int threads) {
    this.sources = sources;
    this.extensions = extensions;
    this.threads = threads;
  }

  /**
   * The name of a run. The data are read once, however many runs have them.
   *
   * @param spec of the run
   * @return 16 hexadecimal digits
   */
  public String of(ExperimentSpec spec) {
    List<String> lines = new ArrayList<>();
    SpecDifferences.deciding(SpecJson.tree(spec, extensions.vocabulary()))
        .forEach((path, value) -> lines.add(path + "=" + value));
    lines.add("threads=" + threads);
    fingerprints(spec).forEach(each -> lines.add(each.name() + " " + each.sha256()));
    extensions.files().forEach(each -> lines.add("code " + each.sha256()));
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return Sha256.of(text).substring(0, DIGITS);
  }

  private List<Fingerprint> fingerprints(ExperimentSpec spec) {
    DataSpec data = spec.data();
    List<Fingerprint> known = read.get(data);
    if (known == null) {
      known = read(data, DeviceChoice.parse(spec.device()));
      read.put(data, known);
    }
    return known;
  }

  /** On the CPU, by the library that a run of this process would need too. */
  private List<Fingerprint> read(DataSpec data, DeviceChoice choice) {
    List<Fingerprint> fingerprints = new ArrayList<>();
    Dataset dataset = data.dataset();
    try (NDManager manager = ComputeEngine.start(choice).newManager(Device.cpu())) {
      for (Split split : List.of(Split.TRAIN, Split.TEST)) {
        Integer limit = split == Split.TRAIN ? data.limit() : data.testLimit();
        fingerprints.addAll(dataset.read(manager, split, sources, orAll(limit)).fingerprints());
      }
    }
    return fingerprints;
  }

  private static int orAll(@Nullable Integer limit) {
    return Objects.requireNonNullElse(limit, Integer.MAX_VALUE);
  }
}

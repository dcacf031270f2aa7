package org.vaelab.experiments.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;

/**
 * An epoch's numbers as JSON: what was measured alone. What follows from it is worked out again, so
 * that a version which derives more reads, and goes on with, the files of one which derived less.
 */
@SuppressWarnings("UnusedVariable") // Jackson reads the constructors, which nobody calls.
final class RowJson {
  private RowJson() {}

  /** Reads and writes epochs, and whatever holds them. */
  static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addMixIn(Measures.class, Measured.class)
        .addMixIn(EpochMetrics.class, Row.class)
        .build();
  }

  @JsonIgnoreProperties("derived")
  private static final class Measured {
    @JsonCreator
    Measured(@JsonProperty("values") Map<String, Double> values) {}
  }

  @JsonIgnoreProperties("settledLoss")
  private static final class Row {
    @JsonCreator
    Row(
        @JsonProperty("epoch") int epoch,
        @JsonProperty("train") Measures train,
        @JsonProperty("validation") @Nullable Measures validation,
        @JsonProperty("test") Measures test,
        @JsonProperty("learningRate") double learningRate,
        @JsonProperty("seconds") double seconds,
        @JsonProperty("imagesPerSecond") double imagesPerSecond) {}
  }
}

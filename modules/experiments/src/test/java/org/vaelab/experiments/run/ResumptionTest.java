package org.vaelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vaelab.data.DataSources;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.Checkpoints.Content;
import org.vaelab.experiments.run.Checkpoints.Saved;
import org.vaelab.input.InputException;
import org.vaelab.spec.SpecWords;
import org.vaelab.training.checkpoint.TrainingState;

class ResumptionTest {
  @Test
  void anotherDeviceDrawsOtherNumbersAndIsRefusedUnlessForced() {
    assertThatThrownBy(() -> Resumption.check(saved("cuda:0"), Device.cpu(), options(false)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "run was begun otherwise, and could not go on exactly:\ndevice was cuda:0, is cpu\n"
                + "Undo the change or give --force.");
    assertThatCode(() -> Resumption.check(saved("cuda:0"), Device.cpu(), options(true)))
        .doesNotThrowAnyException();
    assertThatCode(() -> Resumption.check(saved("cuda:0"), Device.gpu(0), options(false)))
        .doesNotThrowAnyException();
  }

  @Test
  void aCheckpointFromBeforeDevicesWereKeptGoesOn() {
    assertThatCode(() -> Resumption.check(saved(null), Device.cpu(), options(false)))
        .doesNotThrowAnyException();
  }

  /** Such as a network's layers, which older checkpoints do not name. */
  @Test
  void aFieldThatCameLaterIsNoDifferenceWhereItSaysNothing() {
    ObjectNode saved = JsonNodeFactory.instance.objectNode();
    ObjectNode present = JsonNodeFactory.instance.objectNode().putNull("layers");

    assertThat(SpecDifferences.of(saved, present, false)).isEmpty();
    assertThat(SpecDifferences.of(saved, present.put("layers", 3), false))
        .containsExactly("layers was absent, is 3");
  }

  private static Saved saved(@Nullable String device) {
    Content content =
        new Content(
            JsonNodeFactory.instance.objectNode(),
            List.of(),
            2,
            device,
            List.of(),
            TrainingState.BEGINNING);
    return new Saved(content, Path.of("arrays"));
  }

  private static ResumeOptions options(boolean force) {
    return new ResumeOptions(
        Path.of("run"),
        null,
        force,
        new Invocation(
            null,
            new DataSources(List.of()),
            null,
            "resume run",
            Extensions.none(SpecWords.builtIn())));
  }
}

package org.vaelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RunLogTest {
  @Test
  void whereTheProgramLiesIsLeftOut() {
    try (RunLog log = RunLog.start()) {
      Logger.getLogger("ai.djl")
          .info(
              "found in: jar:file:/home/me/my%20lib/native-2.7.1.jar!/native/lib/a.properties ok");

      assertThat(log.last(1).get(0)).endsWith(" INFO ai.djl: found in: native-2.7.1.jar ok");
    }
  }
}

package org.vaelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.input.InputException;

class RunFolderTest {
  @TempDir private Path run;

  /** As where the system refuses to remove a file; another run of this process may come later. */
  @Test
  void theLockEndsAlsoWhereItsFileCannotBeRemoved() throws Exception {
    Path lock = run.resolve(".lock");
    Path aside = run.resolve("aside");
    RunFolder folder = RunFolder.open(run);
    Files.move(lock, aside);
    Files.createDirectories(lock.resolve("in-the-way"));
    folder.close();
    Files.delete(lock.resolve("in-the-way"));
    Files.delete(lock);
    Files.move(aside, lock);

    RunFolder.open(run).close();
    assertThat(lock).doesNotExist();
  }

  @Test
  void twoOfOneProcessCannotWriteIt() {
    try (RunFolder folder = RunFolder.open(run)) {
      assertThatThrownBy(() -> RunFolder.open(folder.path()))
          .isInstanceOf(InputException.class)
          .hasMessage(run + " is being written by another run; give another --out.");
    }
  }
}

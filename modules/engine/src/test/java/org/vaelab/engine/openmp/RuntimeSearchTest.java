package org.vaelab.engine.openmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeSearchTest {
  @Test
  void findsEachRuntimeOnceAmongWhatIsMapped() {
    List<String> maps =
        List.of(
            "7f00-7f10 r--p 00000000 08:01 42   /a b/libgomp-98b21ff3.so.1",
            "7f10-7f20 r-xp 00010000 08:01 42   /a b/libgomp-98b21ff3.so.1",
            "7f20-7f30 r-xp 00000000 08:01 43   /lib/libtorch_cpu.so",
            "7f30-7f40 r-xp 00000000 08:01 44   /lib/libompi_trace.so",
            "7f40-7f50 rw-p 00000000 00:00 0 ",
            "7f50-7f60 r-xp 00000000 08:01 45   /opt/libomp.so",
            "7f60-7f70 r-xp 00000000 08:01 46   /opt/libiomp5.so",
            "7f70-7f80 rw-p 00000000 00:00 0    [heap]");

    assertThat(RuntimeSearch.inMaps(maps))
        .containsExactly(
            Path.of("/a b/libgomp-98b21ff3.so.1"),
            Path.of("/opt/libomp.so"),
            Path.of("/opt/libiomp5.so"));
  }
}

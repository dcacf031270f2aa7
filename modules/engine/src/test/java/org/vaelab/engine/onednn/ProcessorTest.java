package org.vaelab.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTest {
  @Test
  void whatLinuxSays() {
    String zen3 = "processor\t: 0\nvendor_id\t: AuthenticAMD\nflags\t\t: fpu sse2 avx avx2 fma\n";
    String zen4 = "flags\t\t: fpu avx2 fma avx512f avx512dq\nbugs\t\t: none\n";

    assertThat(Processor.hasAvx512(zen3)).isFalse();
    assertThat(Processor.hasAvx512(zen4)).isTrue();
    assertThat(Processor.hasAvx512("Features\t: fp asimd\n")).isTrue();
    assertThat(Processor.hasAvx512("")).isTrue();
  }
}

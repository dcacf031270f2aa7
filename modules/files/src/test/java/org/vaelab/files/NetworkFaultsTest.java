package org.vaelab.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class NetworkFaultsTest {
  @Test
  void saysWhyInWordsThatAreNotJavas() {
    assertThat(NetworkFaults.reason(new IOException("x", new UnknownHostException("example.org"))))
        .isEqualTo("there is no host example.org, or no network");
    assertThat(NetworkFaults.reason(new ConnectException("Connection refused")))
        .isEqualTo("Connection refused");
    assertThat(NetworkFaults.reason(new ZipException("Corrupt GZIP trailer")))
        .isEqualTo("it is damaged (Corrupt GZIP trailer)");
    assertThat(NetworkFaults.reason(new SSLHandshakeException("no trust")))
        .isEqualTo("there is no secure connection to it (no trust)");
    assertThat(NetworkFaults.reason(new EOFException())).isEqualTo("it ends too early");
    assertThat(NetworkFaults.reason(new AccessDeniedException("/x")))
        .isEqualTo("permission denied");
    assertThat(NetworkFaults.reason(new IllegalStateException(new IOException())))
        .isEqualTo("the system gives no reason");
  }
}

package org.vaelab.experiments.play;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What a request is answered with.
 *
 * @param status of HTTP
 * @param type of the content
 * @param content all of it
 */
record Answer(int status, String type, byte[] content) {
  static final String BYTES = "application/octet-stream";
  static final String JSON = "application/json";

  /**
   * Scripts, styles and pictures of the server itself alone, no frame around the page, nothing kept
   * and nothing told to others. Pictures that the page makes are blobs.
   */
  private static final HttpFields SAFE =
      HttpFields.build()
          .put(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
                  + " 'none'")
          .put("X-Content-Type-Options", "nosniff")
          .put("Referrer-Policy", "no-referrer")
          .put("Cross-Origin-Opener-Policy", "same-origin")
          .put("Cross-Origin-Resource-Policy", "same-origin")
          .put("X-Frame-Options", "DENY")
          .put(HttpHeader.CACHE_CONTROL, "no-store")
          .asImmutable();

  static Answer bytes(byte[] content) {
    return new Answer(200, BYTES, content);
  }

  /** A sentence for a person. */
  static Answer sentence(int status, String sentence) {
    return new Answer(
        status, "text/plain;charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static Answer of(Refusal refusal) {
    return sentence(refusal.status(), refusal.sentence());
  }

  /** Sends it; {@code callback} is told when it is gone. */
  void send(Response response, Callback callback) {
    response.setStatus(status);
    putSafe(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
    response.write(true, ByteBuffer.wrap(content), callback);
  }

  /** What every answer says of itself. */
  static void putSafe(HttpFields.Mutable headers) {
    for (HttpField field : SAFE) {
      headers.put(field);
    }
  }
}

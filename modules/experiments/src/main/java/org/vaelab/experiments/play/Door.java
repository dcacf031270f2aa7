package org.vaelab.experiments.play;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.InputException;

/**
 * Where the page is offered, and to whom.
 *
 * @param address that is listened on
 * @param host as the user named it
 * @param port 0 for any that is free
 * @param token that who asks must know; null where the address is this machine's own, which nobody
 *     else reaches
 */
public record Door(InetAddress address, String host, int port, @Nullable String token) {
  /** What people type of a token is nothing; 256 bits are guessed by nobody. */
  private static final int TOKEN_BYTES = 32;

  /**
   * Chooses a token where others can reach the address.
   *
   * @param host a name or an address of this machine
   * @param port 0 to 65535
   * @return where to listen
   * @throws InputException when the port is none, or no machine is known by that name
   */
  public static Door at(String host, int port) {
    if (port < 0 || port > 65_535) {
      throw new InputException("--port must be from 0 (any that is free) to 65535, was " + port);
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      return new Door(address, host, port, address.isLoopbackAddress() ? null : newToken());
    } catch (UnknownHostException unknown) {
      throw new InputException(
          "--host must be a name or an address of this machine, was \"" + host + '"', unknown);
    }
  }

  private static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether {@code given} is the token; how long that takes says nothing about it. */
  boolean opens(@Nullable String given) {
    return token == null
        || (given != null
            && MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8)));
  }
}

package org.vaelab.experiments.play;

import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what comes from the page itself: a Host that is this machine, no other origin, and
 * the token where there is one.
 *
 * <p>A page of another site could have its own name point to 127.0.0.1 (DNS rebinding); its Host is
 * then that name, which is none of ours. Ports are not compared, as a tunnel may have another.
 */
final class Gate extends Handler.Abstract {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

  private static final String BEARER = "Bearer ";
  private static final String TOKEN = "token";

  private final Door door;
  private final Request.Handler behind;

  Gate(Door door, Request.Handler behind) {
    this.door = door;
    this.behind = behind;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    try {
      HttpFields headers = request.getHeaders();
      checkHost(headers.get(HttpHeader.HOST));
      checkOrigin(request, headers);
      if (door.token() != null) {
        @Nullable String typed = typed(request);
        if (typed != null && door.opens(typed)) {
          welcome(request, response, callback);
          return true;
        }
        checkToken(request, headers);
      }
    } catch (Refusal refusal) {
      Answer.of(refusal).send(response, callback);
      return true;
    }
    return behind.handle(request, response, callback);
  }

  private void checkHost(@Nullable String host) {
    String name = host == null ? "" : new HostPort(host).getHost().toLowerCase(Locale.ROOT);
    boolean loopback = name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    boolean named = name.equals(door.host().toLowerCase(Locale.ROOT));
    // Another site's name is never a bare address, and whoever is let in has the token.
    boolean address = door.token() != null && ADDRESS.matcher(name).matches();
    if (!loopback && !named && !address) {
      throw new Refusal(421, "This is not the host that was asked for.");
    }
  }

  private static void checkOrigin(Request request, HttpFields headers) {
    String origin = headers.get(HttpHeader.ORIGIN);
    if (origin != null && !origin.equals("http://" + headers.get(HttpHeader.HOST))) {
      throw new Refusal(403, "Pages of other origins may not ask.");
    }
    String site = headers.get("Sec-Fetch-Site");
    boolean own = site == null || site.equals("same-origin") || site.equals("none");
    // A link to the page itself may stand anywhere.
    if (!own && !Request.getPathInContext(request).equals(Pages.START)) {
      throw new Refusal(403, "Pages of other sites may not ask.");
    }
  }

  private void checkToken(Request request, HttpFields headers) {
    String authorization = headers.get(HttpHeader.AUTHORIZATION);
    boolean known =
        authorization != null
            && authorization.startsWith(BEARER)
            && door.opens(authorization.substring(BEARER.length()));
    for (HttpCookie cookie : Request.getCookies(request)) {
      known |= cookie.getName().equals(cookieName(request)) && door.opens(cookie.getValue());
    }
    if (!known) {
      throw new Refusal(401, "Open the address that vaelab printed, with the token in it.");
    }
  }

  private static @Nullable String typed(Request request) {
    boolean start = Request.getPathInContext(request).equals(Pages.START);
    Fields query = Request.extractQueryParameters(request);
    return start ? query.getValue(TOKEN) : null;
  }

  /** The token moves from the address, which is kept and shown, to a cookie. */
  private void welcome(Request request, Response response, Callback callback) {
    HttpCookie cookie =
        HttpCookie.build(cookieName(request), String.valueOf(door.token()))
            .path("/")
            .httpOnly(true)
            .sameSite(HttpCookie.SameSite.LAX)
            .build();
    Response.addCookie(response, cookie);
    response.getHeaders().put(HttpHeader.LOCATION, Pages.START);
    Answer.sentence(303, "Go on at /.").send(response, callback);
  }

  /** Cookies are shared by all ports of a host. */
  private static String cookieName(Request request) {
    return "vaelab-play-" + Request.getLocalPort(request);
  }
}

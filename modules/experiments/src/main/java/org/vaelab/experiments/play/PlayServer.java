package org.vaelab.experiments.play;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * Serves the page and what it asks for, until it is closed.
 *
 * <p>Whoever sends slowly keeps a connection for some seconds, and no thread; whoever asks too fast
 * is refused by address.
 */
public final class PlayServer implements AutoCloseable {
  private static final int THREADS = 12;
  private static final int CONNECTIONS = 400;
  private static final int LONGEST_HEADER = 8192;
  private static final int MOST_ADDRESSES = 1000;
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Server server;
  private final Door door;
  private final Played played;

  private PlayServer(Server server, Door door, Played played) {
    this.server = server;
    this.door = door;
    this.played = played;
  }

  /**
   * What an address may ask.
   *
   * @param perSecond requests in the long run
   * @param burst requests at once
   * @param patience how long a request or its body may take to arrive
   */
  public record Limits(int perSecond, int burst, Duration patience) {
    /** Two models that follow a pointer 120 times a second, and twice that to spare. */
    public static final Limits USUAL = new Limits(500, 1000, Duration.ofSeconds(10));
  }

  /**
   * Starts it.
   *
   * @param door where it listens
   * @param played what is played with, closed with the server
   * @param limits of what an address may ask
   * @param log told of faults
   * @return to be closed
   * @throws InputException when the address cannot be listened on
   */
  public static PlayServer start(Door door, Played played, Limits limits, RunLog log) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("play-http");
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration(limits)));
    connector.setHost(door.address().getHostAddress());
    connector.setPort(door.port());
    connector.setIdleTimeout(limits.patience().toMillis());
    connector.setReuseAddress(true);
    connector.setAcceptQueueSize(CONNECTIONS);
    connector.addBean(new Deadline(limits.patience(), connector.getScheduler()));
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
    server.setErrorHandler(
        (request, response, callback) -> {
          Answer.sentence(response.getStatus(), "This request is not understood.")
              .send(response, callback);
          return true;
        });
    Routes routes = new Routes(played, limits.patience(), log);
    server.setHandler(limited(new Gate(door, routes::handle), limits));
    try {
      connector.open();
      server.start();
    } catch (Exception failure) {
      LifeCycle.stop(server);
      connector.close();
      played.close();
      throw refused(door, failure);
    }
    return new PlayServer(server, door, played);
  }

  private static HttpConfiguration configuration(Limits limits) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(LONGEST_HEADER);
    http.setUriCompliance(UriCompliance.RFC3986);
    http.setIdleTimeout(limits.patience().toMillis());
    return http;
  }

  private static DoSHandler limited(Gate gate, Limits limits) {
    return new DoSHandler(
        gate,
        DoSHandler.ID_FROM_REMOTE_ADDRESS,
        new DoSHandler.LeakingBucketTrackerFactory(limits.perSecond(), limits.burst(), REMEMBERED),
        (request, response, callback) -> {
          Answer.sentence(429, "Too much is asked; ask again in a second.")
              .send(response, callback);
          return true;
        },
        MOST_ADDRESSES);
  }

  private static InputException refused(Door door, Exception failure) {
    if (failure instanceof InputException known) {
      return known;
    }
    Throwable reason =
        failure instanceof IOException && failure.getCause() != null ? failure.getCause() : failure;
    String where = door.host() + ", port " + door.port();
    boolean taken =
        reason instanceof BindException && String.valueOf(reason.getMessage()).contains("in use");
    return new InputException(
        taken
            ? where
                + ", is taken by another program; give another --port, or --port 0 for any that is"
                + " free."
            : where
                + ", cannot be listened on: "
                + FileFaults.reason(reason)
                + "; give another --host or --port.",
        failure);
  }

  /**
   * Where the page is.
   *
   * @return for a browser, with the token where there is one
   */
  public String address() {
    String host = door.host().contains(":") ? "[" + door.host() + "]" : door.host();
    String token = door.token() == null ? "" : "?token=" + door.token();
    return "http://" + host + ":" + port() + Pages.START + token;
  }

  /**
   * The port that is listened on.
   *
   * @return never 0
   */
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** Ends what is asked for, then the models. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the server did not end", failure);
    } finally {
      played.close();
    }
  }
}

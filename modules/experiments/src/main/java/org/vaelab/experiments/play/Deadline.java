package org.vaelab.experiments.play;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose request does not come to its end: a byte now and then keeps them from
 * being idle.
 */
final class Deadline implements Connection.Listener {
  private final Duration patience;
  private final Scheduler scheduler;
  private final Map<Connection, Progress> open = new ConcurrentHashMap<>();

  /** Looks at each connection once in {@code patience}. */
  Deadline(Duration patience, Scheduler scheduler) {
    this.patience = patience;
    this.scheduler = scheduler;
  }

  /**
   * What had arrived when it was looked at.
   *
   * @param requests whose headers were whole
   * @param bytes of all
   * @param looks how often in a row there were new bytes, but no new request
   */
  private record Progress(long requests, long bytes, int looks) {
    static Progress of(Connection connection, int looks) {
      return new Progress(connection.getMessagesIn(), connection.getBytesIn(), looks);
    }

    Progress next(Connection connection) {
      Progress now = of(connection, 0);
      boolean slow = now.requests == requests && now.bytes > bytes;
      return slow ? of(connection, looks + 1) : now;
    }
  }

  @Override
  public void onOpened(Connection connection) {
    open.put(connection, Progress.of(connection, 0));
    lookLater(connection);
  }

  private void lookLater(Connection connection) {
    scheduler.schedule(() -> look(connection), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(Connection connection) {
    Progress now = open.computeIfPresent(connection, (key, before) -> before.next(key));
    if (now == null) {
      return;
    }
    // Once may be a request that began a moment ago.
    if (now.looks() > 1) {
      connection.getEndPoint().close();
    } else {
      lookLater(connection);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }
}

package org.vaelab.experiments.run;

import java.util.Locale;

/** Times as people read them. */
public final class Durations {
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Durations() {}

  /** "0:07", "12:40", "3:05:00". */
  static String clock(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    return whole < HOUR
        ? String.format(Locale.ROOT, "%d:%02d", whole / MINUTE, whole % MINUTE)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", whole / HOUR, whole % HOUR / MINUTE, whole % MINUTE);
  }

  /**
   * "7 s", "12 min 40 s", "3 h 5 min".
   *
   * @param seconds how long
   * @return in words
   */
  public static String words(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    if (whole < MINUTE) {
      return whole + " s";
    }
    return whole < HOUR
        ? whole / MINUTE + " min " + whole % MINUTE + " s"
        : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
  }
}

package org.vaelab.json;

import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.vaelab.input.InputException;
import org.vaelab.input.Printable;
import org.vaelab.json.JsonValue.Position;

/** Everything that is wrong with a spec, thrown once at the end; of very much the beginning. */
public final class Problems {
  private static final int SHOWN = 50;

  /** Of a message that quotes something very long its beginning and its end are shown. */
  private static final int LONGEST_BEGINNING = 400;

  private static final int LONGEST_END = 300;

  private record Problem(Position position, int number, String text) {}

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::position).thenComparing(Problem::number);

  /** The first ones, in the order of the file; the last of them at the head. */
  private final PriorityQueue<Problem> first = new PriorityQueue<>(ORDER.reversed());

  private int count;

  /**
   * Adds a problem.
   *
   * @param position where
   * @param path of the field; empty for the whole
   * @param message is read after the path: "must be >= 1, was 0"
   */
  public void add(Position position, String path, String message) {
    add(position, () -> (path.isEmpty() ? "the spec" : path) + " " + message);
  }

  /** The same of path and message together, which are made only where they will be shown. */
  void add(Position position, Supplier<String> pathAndMessage) {
    Problem last = first.peek();
    if (last != null && first.size() == SHOWN && position.compareTo(last.position) >= 0) {
      count++;
      return;
    }
    String text = Printable.line(shortened(position + " " + pathAndMessage.get()));
    if (first.stream().noneMatch(each -> each.text.equals(text))) {
      first.add(new Problem(position, count++, text));
    }
    if (first.size() > SHOWN) {
      first.remove();
    }
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_BEGINNING + LONGEST_END
        ? text.substring(0, LONGEST_BEGINNING)
            + " ... "
            + text.substring(text.length() - LONGEST_END)
        : text;
  }

  /**
   * Whether there is none.
   *
   * @return true for none
   */
  public boolean isEmpty() {
    return count == 0;
  }

  /**
   * Throws all of them in the order of the file; those of the command line come last.
   *
   * @throws InputException where there is any
   */
  public void throwIfAny() {
    if (count > 0) {
      String shown =
          first.stream().sorted(ORDER).map(Problem::text).collect(Collectors.joining("\n"));
      int more = count - first.size();
      throw new InputException(
          more == 0
              ? shown
              : shown
                  + String.format(
                      Locale.ROOT, "\nand %,d problem%s more", more, more == 1 ? "" : "s"));
    }
  }
}

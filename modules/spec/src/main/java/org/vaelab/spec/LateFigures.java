package org.vaelab.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.vaelab.json.JsonValue;
import org.vaelab.json.JsonValue.Elements;
import org.vaelab.json.JsonValue.Fields;
import org.vaelab.json.JsonValue.Literal;
import org.vaelab.json.JsonValue.Numeral;
import org.vaelab.json.JsonValue.Text;

/**
 * Figures of a file at epochs that are no longer reached, because the epochs were made fewer on the
 * command line. Where the file says both, or the command line does, they contradict each other.
 *
 * @param epochs that are trained
 * @param notes takes what is left out
 */
record LateFigures(int epochs, Consumer<String> notes) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** Takes the epochs out of {@code spec}, and figures that have no others. */
  static void leaveOut(JsonValue spec, Consumer<String> notes) {
    if (spec instanceof Fields fields
        && fields.values().get("training") instanceof Fields training
        && training.values().get("epochs") instanceof Numeral epochs
        && isGiven(epochs)
        && NUMBER.matcher(epochs.value()).matches()
        && fields.values().get("figures") instanceof Elements figures) {
      new LateFigures(Integer.parseInt(epochs.value()), notes).leaveOut(figures);
    }
  }

  /** Whether it comes from the command line. */
  private static boolean isGiven(JsonValue value) {
    return value.position().line() == 0;
  }

  private void leaveOut(Elements figures) {
    List<JsonValue> kept = new ArrayList<>();
    for (int i = 0; i < figures.values().size(); i++) {
      JsonValue figure = figures.values().get(i);
      boolean drawn = true;
      if (figure instanceof Fields fields
          && fields.values().get("epochs") instanceof Elements at
          && !isGiven(at)) {
        drawn = leaveOut("figures[" + i + "]", fields, at);
      }
      if (drawn) {
        kept.add(figure);
      }
    }
    figures.values().clear();
    figures.values().addAll(kept);
  }

  /** Whether anything is left to be drawn. */
  private boolean leaveOut(String path, Fields figure, Elements at) {
    List<JsonValue> late = at.values().stream().filter(this::isLate).toList();
    if (late.isEmpty()) {
      return true;
    }
    at.values().removeAll(late);
    String type = figure.values().get("type") instanceof Text word ? " (" + word.value() + ")" : "";
    notes.accept(
        path
            + type
            + " is not drawn at epoch "
            + late.stream().map(JsonValue::shown).collect(Collectors.joining(", "))
            + ": only "
            + epochs
            + (epochs == 1 ? " epoch is" : " epochs are")
            + " trained");
    boolean animated =
        figure.values().get("animated") instanceof Literal literal
            && literal.value().equals("true");
    return animated || !at.values().isEmpty();
  }

  private boolean isLate(JsonValue epoch) {
    return epoch instanceof Numeral number
        && NUMBER.matcher(number.value()).matches()
        && Integer.parseInt(number.value()) > epochs;
  }
}

package org.vaelab.experiments.report;

import java.util.List;
import org.vaelab.experiments.comparison.RunSummary;

/**
 * What a report shows of one run, in words.
 *
 * @param id unique in the page
 * @param color of its curves, from 1
 * @param label what tells it from the others
 * @param summary its state and its numbers
 * @param standing how far it got, and what to do about it
 * @param facts what it is, a phrase each
 * @param numbers what it came to
 * @param settings what its spec says
 * @param shelf its pictures
 * @param evaluation what its model is worth
 * @param findings of the doctor
 * @param surroundings what it depended on besides its spec
 */
public record RunPart(
    String id,
    int color,
    String label,
    RunSummary summary,
    Standing standing,
    List<String> facts,
    List<Figure> numbers,
    SpecPart settings,
    PictureShelf shelf,
    EvaluationPart evaluation,
    FindingsPart findings,
    Surroundings surroundings) {

  /**
   * A number that stands out.
   *
   * @param name what it is
   * @param value as it is read
   * @param note what else is to be said of it; may be empty
   */
  public record Figure(String name, String value, String note) {}

  /**
   * A line of a table.
   *
   * @param name of what it is about
   * @param values the other cells
   */
  public record Line(String name, List<String> values) {}
}

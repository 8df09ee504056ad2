package dev.mainstay.design;

import dev.mainstay.design.internal.format.Formatting;
import dev.mainstay.kernel.Problem;
import java.util.List;

/**
 * A design file as it is best written: sections in the order of the documentation, two spaces for
 * each level, one spelling for each value, every comment where it was. What is in braces on one
 * line stays there, over several lines it becomes a block. The design that is read is the same, and
 * what is formatted stays as it is when it is formatted again.
 *
 * @param text the given one when it has problems, or is not of this format
 * @param problems why it cannot be formatted
 */
public record DesignFormat(String text, List<Problem> problems) {
  public DesignFormat {
    problems = List.copyOf(problems);
  }

  /** The file need not make sense with others, and its values may contradict each other. */
  public static DesignFormat of(SourceText source) {
    return Formatting.of(source);
  }
}

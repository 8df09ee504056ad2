package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Position;

/**
 * What is worth knowing of an answer: that samples were left out, or that the query may not mean
 * what it says.
 *
 * @param text as Prometheus has it, without the place
 * @param start offset in the query of what it is about, in UTF-16 units, or {@link #NOWHERE}
 */
public record Remark(Level level, String text, int start) {
  /** Of a remark whose place in the query is not known. */
  public static final int NOWHERE = -1;

  /** How much of the answer is in doubt. */
  public enum Level {
    INFO,
    WARNING
  }

  /** With its place in the query: {@code PromQL info: … (1:6)}. */
  public String in(String query) {
    return start == NOWHERE ? text : text + " (" + Position.of(query, start) + ")";
  }
}

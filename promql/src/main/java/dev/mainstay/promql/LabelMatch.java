package dev.mainstay.promql;

/**
 * A condition on one label of a selector.
 *
 * @param value the text or, for the last two kinds, the RE2 expression
 */
public record LabelMatch(String name, Kind kind, String value) {
  /** How the label is compared. */
  public enum Kind {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~");

    private final String symbol;

    Kind(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}

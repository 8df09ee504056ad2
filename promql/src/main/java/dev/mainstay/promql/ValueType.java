package dev.mainstay.promql;

/** What an expression evaluates to. */
public enum ValueType {
  /** A number. */
  SCALAR("scalar", "scalar"),
  /** A number or histogram of each of a set of series. */
  VECTOR("vector", "instant vector"),
  /** Samples over a stretch of time of each of a set of series. */
  MATRIX("matrix", "range vector"),
  STRING("string", "string");

  private final String key;
  private final String title;

  ValueType(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** As the HTTP API names it. */
  public String key() {
    return key;
  }

  /** As messages and documents name it. */
  public String title() {
    return title;
  }
}
